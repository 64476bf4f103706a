-- Creates a function and appends it to the change feed, unless it exists. With a version it publishes that too. With an attachment the function
-- has it from the beginning.
-- KEYS: function, index, unfinished, sequence, feed, version counter, version numbers, version index, code usage of the account,
--   attachments, index of attachments, tally of the account
-- ARGV: account, name, record, feed bound, channel, version record or "", prefix of version keys, kind of the attachment or "", its record,
--   expected tally (empty: not tallied)
-- Replies {"written", sequence}, {"published", sequence, version}, {"exists"} or {"changed"}: the tally is not as the caller read it.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'exists'}
end
if not pass_tally(KEYS[12], ARGV[10]) then
  return {'changed'}
end
local sequence = redis.call('INCR', KEYS[4])
local member = ARGV[1] .. '/' .. ARGV[2]
redis.call('INCRBY', KEYS[9], packed_bytes(ARGV[3]))
redis.call('HSET', KEYS[1], 'record', ARGV[3], 'generation', sequence, 'sequence', sequence)
redis.call('ZADD', KEYS[2], 0, member)
redis.call('SADD', KEYS[3], member)
redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[4], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2], 'generation', sequence, 'record', ARGV[3])
local last = sequence
if ARGV[8] ~= '' then
  last = write_attachment(KEYS[10], KEYS[11], KEYS[4], KEYS[5], {account = ARGV[1], name = ARGV[2], feed_bound = ARGV[4]},
    {kind = ARGV[8], qualifier = '', record = ARGV[9]})
end
if ARGV[6] == '' then
  redis.call('PUBLISH', ARGV[5], last)
  return {'written', sequence}
end
redis.call('INCRBY', KEYS[9], packed_bytes(ARGV[6]))
local version
version, last = appendVersion(
  { counter = KEYS[6], numbers = KEYS[7], index = KEYS[8], unfinished = KEYS[3], sequence = KEYS[4], feed = KEYS[5], prefix = ARGV[7] },
  { account = ARGV[1], name = ARGV[2], record = ARGV[6], settled = 'unsettled', bound = ARGV[4] })
redis.call('PUBLISH', ARGV[5], last)
return {'published', sequence, version}
