-- Moves a function version on towards Active or Successful (or their failures) and appends it to the change feed, if it is
-- still as the caller read it. The generation stays.
-- KEYS: function or version, unfinished, sequence, feed
-- ARGV: account, name, version, member of unfinished, record, expected sequence, feed bound, channel, "settled" or "unsettled"
-- Replies {"written", sequence}, {"missing"} or {"changed"}.
local current = redis.call('HGET', KEYS[1], 'sequence')
if not current then
  return {'missing'}
end
if current ~= ARGV[6] then
  return {'changed'}
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], 'record', ARGV[5], 'sequence', sequence)
if ARGV[9] == 'settled' then
  redis.call('SREM', KEYS[2], ARGV[4])
end
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[7], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2], 'version', ARGV[3],
  'generation', redis.call('HGET', KEYS[1], 'generation'), 'record', ARGV[5])
redis.call('PUBLISH', ARGV[8], sequence)
return {'written', sequence}
