-- Writes an attachment and appends it to the change feed, if what it hangs at exists and it still is as the caller read it.
-- KEYS: attachments, index of attachments, sequence, feed, function, what it hangs at, tally of the account
-- ARGV: account, name, kind, qualifier, record, expected sequence (0: none yet, empty: any), feed bound, channel, expected tally (empty: not tallied)
-- Replies {"written", sequence}, {"missing"}, {"qualifier-missing"} or {"changed"}.
if redis.call('EXISTS', KEYS[5]) == 0 then
  return {'missing'}
end
if redis.call('EXISTS', KEYS[6]) == 0 then
  return {'qualifier-missing'}
end
local field = ARGV[3] .. '#' .. ARGV[4]
local current = redis.call('HGET', KEYS[1], field)
local current_sequence = current and string.match(current, '^%d+') or '0'
if ARGV[6] ~= '' and ARGV[6] ~= current_sequence then
  return {'changed'}
end
if ARGV[9] ~= '' then
  if ARGV[9] ~= (redis.call('GET', KEYS[7]) or '0') then
    return {'changed'}
  end
  redis.call('INCR', KEYS[7])
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], field, sequence .. ' ' .. ARGV[5])
redis.call('ZADD', KEYS[2], 0, ARGV[1] .. '/' .. ARGV[2])
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[7], sequence .. '-0',
  'kind', 'attachment-upserted', 'account', ARGV[1], 'name', ARGV[2], 'attachment', ARGV[3], 'qualifier', ARGV[4], 'record', ARGV[5])
redis.call('PUBLISH', ARGV[8], sequence)
return {'written', sequence}
