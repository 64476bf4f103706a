-- Starts an update: writes the new record under a new generation and appends it to the change feed, if the function is
-- still as the caller read it. With a version it publishes that too.
-- KEYS: function, unfinished, sequence, feed, version counter, version numbers, version index, code usage of the account
-- ARGV: account, name, record, expected sequence, feed bound, channel, version record or "", prefix of version keys
-- Replies {"written", sequence}, {"published", sequence, version}, {"missing"} or {"changed"}.
local current = redis.call('HGET', KEYS[1], 'sequence')
if not current then
  return {'missing'}
end
if current ~= ARGV[4] then
  return {'changed'}
end
redis.call('INCRBY', KEYS[8], packed_bytes(ARGV[3]) - packed_bytes(redis.call('HGET', KEYS[1], 'record')))
local sequence = redis.call('INCR', KEYS[3])
redis.call('HSET', KEYS[1], 'record', ARGV[3], 'generation', sequence, 'sequence', sequence)
redis.call('SADD', KEYS[2], ARGV[1] .. '/' .. ARGV[2])
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[5], sequence .. '-0',
  'kind', 'upserted', 'account', ARGV[1], 'name', ARGV[2], 'generation', sequence, 'record', ARGV[3])
if ARGV[7] == '' then
  redis.call('PUBLISH', ARGV[6], sequence)
  return {'written', sequence}
end
redis.call('INCRBY', KEYS[8], packed_bytes(ARGV[7]))
local version, last = appendVersion(
  { counter = KEYS[5], numbers = KEYS[6], index = KEYS[7], unfinished = KEYS[2], sequence = KEYS[3], feed = KEYS[4], prefix = ARGV[8] },
  { account = ARGV[1], name = ARGV[2], record = ARGV[7], settled = 'unsettled', bound = ARGV[5] })
redis.call('PUBLISH', ARGV[6], last)
return {'published', sequence, version}
