-- Moves a function on towards Active or Successful (or their failures) and appends it to the change feed, if the function
-- is still as the caller read it. The generation stays.
-- KEYS: function, unfinished, sequence, feed
-- ARGV: account, name, record, expected sequence, feed bound, channel, "settled" or "unsettled"
-- Replies {"written", sequence}, {"missing"} or {"changed"}.
local current = redis.call('HGET', KEYS[1], 'sequence')
if not current then
  return {'missing'}
end
if current ~= ARGV[4] then
  return {'changed'}
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], 'record', ARGV[3], 'sequence', sequence)
if ARGV[7] == 'settled' then
  redis.call('SREM', KEYS[2], ARGV[1] .. '/' .. ARGV[2])
end
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[5], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2],
  'generation', redis.call('HGET', KEYS[1], 'generation'), 'record', ARGV[3])
redis.call('PUBLISH', ARGV[6], sequence)
return {'written', sequence}
