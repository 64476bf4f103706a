-- Gives a version of a layer a policy, or takes it away, if the version exists and its policy still is of the revision that the caller read.
-- A field of the hash of policies is a version; its value is the revision id, a space and the record.
-- KEYS: layer, policies
-- ARGV: version, expected revision id (empty: no policy yet), revision id, record (empty: none any more)
-- Replies "written", "missing" or "changed".
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  return 'missing'
end
local current = redis.call('HGET', KEYS[2], ARGV[1])
if ARGV[2] ~= (current and string.match(current, '^%S+') or '') then
  return 'changed'
end
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[2], ARGV[1])
else
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[3] .. ' ' .. ARGV[4])
end
return 'written'
