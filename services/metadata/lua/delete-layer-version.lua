-- Deletes a version of a layer and its policy; a layer without versions is in no list.
-- KEYS: layer, versions, layers, policies, code usage of the account
-- ARGV: account, name, version
-- Replies 1 if there was one, else 0.
redis.call('DECRBY', KEYS[5], packed_bytes(redis.call('HGET', KEYS[1], ARGV[3])))
local deleted = redis.call('HDEL', KEYS[1], ARGV[3])
redis.call('ZREM', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[4], ARGV[3])
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[3], ARGV[1] .. '/' .. ARGV[2])
end
return deleted
