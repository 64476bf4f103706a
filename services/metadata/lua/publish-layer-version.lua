-- Publishes the next version of a layer. The number of the last one outlives its versions, so that none is used again.
-- KEYS: layer, versions, layers, code usage of the account
-- ARGV: account, name, record
-- Replies the version.
local version = redis.call('HINCRBY', KEYS[1], 'last', 1)
redis.call('HSET', KEYS[1], version, ARGV[3])
redis.call('INCRBY', KEYS[4], packed_bytes(ARGV[3]))
redis.call('ZADD', KEYS[2], version, version)
redis.call('ZADD', KEYS[3], 0, ARGV[1] .. '/' .. ARGV[2])
return version
