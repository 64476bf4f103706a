-- Deletes an attachment and appends its end to the change feed, if it still is as the caller read it.
-- KEYS: attachments, index of attachments, sequence, feed
-- ARGV: account, name, kind, qualifier, expected sequence (empty: any), feed bound, channel
-- Replies {"written", sequence}, {"missing"} or {"changed"}.
local field = ARGV[3] .. '#' .. ARGV[4]
local current = redis.call('HGET', KEYS[1], field)
if not current then
  return {'missing'}
end
if ARGV[5] ~= '' and ARGV[5] ~= string.match(current, '^%d+') then
  return {'changed'}
end
redis.call('HDEL', KEYS[1], field)
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1] .. '/' .. ARGV[2])
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[6], sequence .. '-0',
  'kind', 'attachment-deleted', 'account', ARGV[1], 'name', ARGV[2], 'attachment', ARGV[3], 'qualifier', ARGV[4])
redis.call('PUBLISH', ARGV[7], sequence)
return {'written', sequence}
