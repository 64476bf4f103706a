-- Starts an update: writes the new record under a new generation and appends it to the change feed, if the function is
-- still as the caller read it.
-- KEYS: function, unfinished, sequence, feed
-- ARGV: account, name, record, expected sequence, feed bound, channel
-- Replies {"written", sequence}, {"missing"} or {"changed"}.
local current = redis.call('HGET', KEYS[1], 'sequence')
if not current then
  return {'missing'}
end
if current ~= ARGV[4] then
  return {'changed'}
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], 'record', ARGV[3], 'generation', sequence, 'sequence', sequence)
redis.call('SADD', KEYS[2], ARGV[1] .. '/' .. ARGV[2])
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[5], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2], 'generation', sequence, 'record', ARGV[3])
redis.call('PUBLISH', ARGV[6], sequence)
return {'written', sequence}
