-- Publishes what the function is as a version, and gives the function its new revision id, if it is still as the caller
-- read it. The function's generation stays.
-- KEYS: function, unfinished, sequence, feed, version counter, version numbers, version index, code usage of the account
-- ARGV: account, name, record, expected sequence, feed bound, channel, version record, prefix of version keys, "settled" or "unsettled"
-- Replies {"published", sequence of the version, version}, {"missing"} or {"changed"}.
local current = redis.call('HGET', KEYS[1], 'sequence')
if not current then
  return {'missing'}
end
if current ~= ARGV[4] then
  return {'changed'}
end
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], 'record', ARGV[3], 'sequence', sequence)
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[5], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2],
  'generation', redis.call('HGET', KEYS[1], 'generation'), 'record', ARGV[3])
redis.call('INCRBY', KEYS[8], packed_bytes(ARGV[7]))
local version, last = appendVersion(
  { counter = KEYS[5], numbers = KEYS[6], index = KEYS[7], unfinished = KEYS[2], sequence = KEYS[3], feed = KEYS[4], prefix = ARGV[8] },
  { account = ARGV[1], name = ARGV[2], record = ARGV[7], settled = ARGV[9], bound = ARGV[5] })
redis.call('PUBLISH', ARGV[6], last)
return {'published', last, version}
