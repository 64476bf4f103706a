-- Reads the same fields of many hashes, or all fields and values in turn if none is named, at one moment and with one
-- command. Changes nothing.
-- KEYS: the hashes. ARGV: the fields.
-- Replies a list for each hash; a field that is not there is nil.
local replies = {}
for index, key in ipairs(KEYS) do
  if #ARGV == 0 then
    replies[index] = redis.call("HGETALL", key)
  else
    replies[index] = redis.call("HMGET", key, unpack(ARGV))
  end
end
return replies
