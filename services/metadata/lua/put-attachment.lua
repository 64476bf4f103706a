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
local current = redis.call('HGET', KEYS[1], ARGV[3] .. '#' .. ARGV[4])
local current_sequence = current and string.match(current, '^%d+') or '0'
if ARGV[6] ~= '' and ARGV[6] ~= current_sequence then
  return {'changed'}
end
if not pass_tally(KEYS[7], ARGV[9]) then
  return {'changed'}
end
local sequence = write_attachment(KEYS[1], KEYS[2], KEYS[3], KEYS[4], {account = ARGV[1], name = ARGV[2], feed_bound = ARGV[7]},
  {kind = ARGV[3], qualifier = ARGV[4], record = ARGV[5]})
redis.call('PUBLISH', ARGV[8], sequence)
return {'written', sequence}
