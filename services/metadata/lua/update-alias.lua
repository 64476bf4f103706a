-- Changes an alias and appends it to the change feed, if it is still as the caller read it and its versions exist.
-- KEYS: alias, alias targets, sequence, feed, then the key of each of its versions
-- ARGV: account, name, alias, record, expected sequence, feed bound, channel, versions with a space between
-- Replies {"written", sequence}, {"missing"}, {"changed"} or {"version-missing"}.
local current = redis.call('HGET', KEYS[1], 'sequence')
if not current then
  return {'missing'}
end
if current ~= ARGV[5] then
  return {'changed'}
end
for at = 5, #KEYS do
  if redis.call('EXISTS', KEYS[at]) == 0 then
    return {'version-missing'}
  end
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], 'record', ARGV[4], 'sequence', sequence)
redis.call('HSET', KEYS[2], ARGV[3], ARGV[8])
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[6], sequence .. '-0',
  'kind', 'alias-upserted', 'account', ARGV[1], 'name', ARGV[2], 'alias', ARGV[3], 'record', ARGV[4])
redis.call('PUBLISH', ARGV[7], sequence)
return {'written', sequence}
