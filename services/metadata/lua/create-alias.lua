-- Creates an alias and appends it to the change feed, unless it exists or one of its versions does not.
-- KEYS: alias, alias targets, alias index, sequence, feed, then the key of each of its versions
-- ARGV: account, name, alias, record, feed bound, channel, versions with a space between
-- Replies {"written", sequence}, {"exists"} or {"version-missing"}.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'exists'}
end
for at = 6, #KEYS do
  if redis.call('EXISTS', KEYS[at]) == 0 then
    return {'version-missing'}
  end
end
local sequence = redis.call('INCR', KEYS[4])
redis.call('HSET', KEYS[1], 'record', ARGV[4], 'sequence', sequence)
redis.call('HSET', KEYS[2], ARGV[3], ARGV[7])
redis.call('ZADD', KEYS[3], 0, ARGV[1] .. '/' .. ARGV[2] .. '#' .. ARGV[3])
redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[5], sequence .. '-0',
  'kind', 'alias-upserted', 'account', ARGV[1], 'name', ARGV[2], 'alias', ARGV[3], 'record', ARGV[4])
redis.call('PUBLISH', ARGV[6], sequence)
return {'written', sequence}
