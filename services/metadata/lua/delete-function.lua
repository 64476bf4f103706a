-- Deletes a function and appends its end to the change feed.
-- KEYS: function, index, unfinished, sequence, feed
-- ARGV: account, name, feed bound, channel
-- Replies {"written", sequence} or {"missing"}.
if redis.call('DEL', KEYS[1]) == 0 then
  return {'missing'}
end
local sequence = redis.call('INCR', KEYS[4])
local member = ARGV[1] .. '/' .. ARGV[2]
redis.call('ZREM', KEYS[2], member)
redis.call('SREM', KEYS[3], member)
redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[3], sequence .. '-0', 'kind', 'deleted', 'account', ARGV[1], 'name', ARGV[2])
redis.call('PUBLISH', ARGV[4], sequence)
return {'written', sequence}
