-- Creates a function and appends it to the change feed, unless it exists.
-- KEYS: function, index, unfinished, sequence, feed
-- ARGV: account, name, record, feed bound, channel
-- Replies {"written", sequence} or {"exists"}.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'exists'}
end
local sequence = redis.call('INCR', KEYS[4])
local member = ARGV[1] .. '/' .. ARGV[2]
redis.call('HSET', KEYS[1], 'record', ARGV[3], 'generation', sequence, 'sequence', sequence)
redis.call('ZADD', KEYS[2], 0, member)
redis.call('SADD', KEYS[3], member)
redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[4], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2], 'generation', sequence, 'record', ARGV[3])
redis.call('PUBLISH', ARGV[5], sequence)
return {'written', sequence}
