-- Writes and deletes identities of one account together and appends each to the feed of identities, unless the account has changed since it was read.
-- KEYS: revision of the account, accounts, sequence, feed, then the hash of each change's kind
-- ARGV: account, expected revision, feed bound, channel, then for each change its kind, name and record; an empty record deletes
-- Replies {"written", sequence} or {"changed"}.
if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[2] then
  return {'changed'}
end
local sequence = 0
for at = 5, #KEYS do
  local from = 5 + (at - 5) * 3
  local kind, name, record = ARGV[from], ARGV[from + 1], ARGV[from + 2]
  sequence = redis.call('INCR', KEYS[3])
  if record == '' then
    redis.call('HDEL', KEYS[at], name)
  else
    redis.call('HSET', KEYS[at], name, record)
  end
  redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[3], sequence .. '-0', 'account', ARGV[1], 'kind', kind, 'name', name, 'record', record)
end
redis.call('SET', KEYS[1], sequence)
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('PUBLISH', ARGV[4], sequence)
return {'written', sequence}
