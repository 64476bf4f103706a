-- Deletes a function with its aliases, versions and attachments and appends the end of each to the change feed. The counter of versions
-- stays, so that no number is used twice.
-- KEYS: function, index, unfinished, sequence, feed, version numbers, version index, alias targets, alias index,
--   attachments, index of attachments, code usage of the account
-- ARGV: account, name, feed bound, channel, prefix of version keys, prefix of alias keys
-- Replies {"written", sequence of the last} or {"missing"}.
local packed = packed_bytes(redis.call('HGET', KEYS[1], 'record'))
if redis.call('DEL', KEYS[1]) == 0 then
  return {'missing'}
end
local member = ARGV[1] .. '/' .. ARGV[2]
local function append(...)
  local sequence = redis.call('INCR', KEYS[4])
  redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[3], sequence .. '-0', 'account', ARGV[1], 'name', ARGV[2], ...)
  return sequence
end
redis.call('ZREM', KEYS[2], member)
redis.call('SREM', KEYS[3], member)
for _, alias in ipairs(redis.call('HKEYS', KEYS[8])) do
  redis.call('DEL', ARGV[6] .. alias)
  redis.call('ZREM', KEYS[9], member .. '#' .. alias)
  append('kind', 'alias-deleted', 'alias', alias)
end
for _, version in ipairs(redis.call('ZRANGE', KEYS[6], 0, -1)) do
  local versionMember = member .. '#' .. string.format('%010d', version)
  packed = packed + packed_bytes(redis.call('HGET', ARGV[5] .. version, 'record'))
  redis.call('DEL', ARGV[5] .. version)
  redis.call('ZREM', KEYS[7], versionMember)
  redis.call('SREM', KEYS[3], versionMember)
  append('kind', 'deleted', 'version', version)
end
redis.call('DEL', KEYS[6], KEYS[8])
redis.call('DECRBY', KEYS[12], packed)
drop_attachments(KEYS[10], KEYS[11], KEYS[4], KEYS[5], {account = ARGV[1], name = ARGV[2], feed_bound = ARGV[3]}, false)
local sequence = append('kind', 'deleted')
redis.call('PUBLISH', ARGV[4], sequence)
return {'written', sequence}
