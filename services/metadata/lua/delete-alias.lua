-- Deletes an alias with its attachments and appends its end to the change feed.
-- KEYS: alias, alias targets, alias index, sequence, feed, attachments, index of attachments
-- ARGV: account, name, alias, feed bound, channel
-- Replies {"written", sequence} or {"missing"}.
if redis.call('DEL', KEYS[1]) == 0 then
  return {'missing'}
end
drop_attachments(KEYS[6], KEYS[7], KEYS[4], KEYS[5], {account = ARGV[1], name = ARGV[2], feed_bound = ARGV[4]}, ARGV[3])
local sequence = redis.call('INCR', KEYS[4])
redis.call('HDEL', KEYS[2], ARGV[3])
redis.call('ZREM', KEYS[3], ARGV[1] .. '/' .. ARGV[2] .. '#' .. ARGV[3])
redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[4], sequence .. '-0',
  'kind', 'alias-deleted', 'account', ARGV[1], 'name', ARGV[2], 'alias', ARGV[3])
redis.call('PUBLISH', ARGV[5], sequence)
return {'written', sequence}
