-- Deletes a version that no alias runs, with its attachments, and appends its end to the change feed.
-- KEYS: version, version numbers, version index, unfinished, sequence, feed, alias targets, attachments, index of attachments,
--   code usage of the account
-- ARGV: account, name, version, member of the index, feed bound, channel
-- Replies {"written", sequence}, {"missing"} or {"used", alias, ...}.
local used = {'used'}
local targets = redis.call('HGETALL', KEYS[7])
for at = 1, #targets, 2 do
  for version in string.gmatch(targets[at + 1], '%S+') do
    if version == ARGV[3] then
      table.insert(used, targets[at])
    end
  end
end
if #used > 1 then
  return used
end
local packed = packed_bytes(redis.call('HGET', KEYS[1], 'record'))
if redis.call('DEL', KEYS[1]) == 0 then
  return {'missing'}
end
redis.call('DECRBY', KEYS[10], packed)
drop_attachments(KEYS[8], KEYS[9], KEYS[5], KEYS[6], {account = ARGV[1], name = ARGV[2], feed_bound = ARGV[5]}, ARGV[3])
local sequence = redis.call('INCR', KEYS[5])
redis.call('ZREM', KEYS[2], ARGV[3])
redis.call('ZREM', KEYS[3], ARGV[4])
redis.call('SREM', KEYS[4], ARGV[4])
redis.call('XADD', KEYS[6], 'MAXLEN', ARGV[5], sequence .. '-0',
  'kind', 'deleted', 'account', ARGV[1], 'name', ARGV[2], 'version', ARGV[3])
redis.call('PUBLISH', ARGV[6], sequence)
return {'written', sequence}
