-- Writes an event source mapping, or takes it away, and appends that to the change feed, if it still is as the caller read it and no other
-- mapping has its claim. The record holds its claim, so that a change of it frees the one before.
-- KEYS: mapping, index, claims, unfinished, sequence, feed
-- ARGV: account, uuid, record or "" to take it away, claim, expected sequence (0: none yet), "settled" or "unsettled", feed bound, channel
-- Replies {"written", sequence}, {"missing"}, {"changed"} or {"taken", uuid}.
local current, claim = unpack(redis.call('HMGET', KEYS[1], 'sequence', 'claim'))
if not current and ARGV[5] ~= '0' then
  return {'missing'}
end
if (current or '0') ~= ARGV[5] then
  return {'changed'}
end
local member = ARGV[1] .. '/' .. ARGV[2]
local gone = ARGV[3] == ''
if not gone then
  local holder = redis.call('HGET', KEYS[3], ARGV[4])
  if holder and holder ~= ARGV[2] then
    return {'taken', holder}
  end
end
if claim then
  redis.call('HDEL', KEYS[3], claim)
end
local sequence = redis.call('INCR', KEYS[5])
if gone then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], member)
  redis.call('SREM', KEYS[4], member)
  redis.call('XADD', KEYS[6], 'MAXLEN', ARGV[7], sequence .. '-0', 'kind', 'mapping-deleted', 'account', ARGV[1], 'name', ARGV[2])
else
  redis.call('HSET', KEYS[1], 'record', ARGV[3], 'sequence', sequence, 'claim', ARGV[4])
  redis.call('HSET', KEYS[3], ARGV[4], ARGV[2])
  redis.call('ZADD', KEYS[2], 0, member)
  redis.call(ARGV[6] == 'settled' and 'SREM' or 'SADD', KEYS[4], member)
  redis.call('XADD', KEYS[6], 'MAXLEN', ARGV[7], sequence .. '-0', 'kind', 'mapping-upserted', 'account', ARGV[1], 'name', ARGV[2], 'record', ARGV[3])
end
redis.call('PUBLISH', ARGV[8], sequence)
return {'written', sequence}
