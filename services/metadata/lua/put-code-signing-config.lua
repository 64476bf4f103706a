-- Writes a code signing configuration, if it still is as the caller read it.
-- KEYS: configurations of the account
-- ARGV: id, record, expected revision (0: a new one)
-- Replies "written", "missing" or "changed".
local current = redis.call('HGET', KEYS[1], ARGV[1])
if not current and ARGV[3] ~= '0' then
  return 'missing'
end
if (current and string.match(current, '^%d+') or '0') ~= ARGV[3] then
  return 'changed'
end
redis.call('HSET', KEYS[1], ARGV[1], (tonumber(ARGV[3]) + 1) .. ' ' .. ARGV[2])
return 'written'
