-- Deletes a code signing configuration, if no attachment that depends on it was written since the caller looked.
-- KEYS: configurations of the account, tally of the account
-- ARGV: id, expected tally
-- Replies "written", "missing" or "changed".
if ARGV[2] ~= (redis.call('GET', KEYS[2]) or '0') then
  return 'changed'
end
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then
  return 'missing'
end
redis.call('INCR', KEYS[2])
return 'written'
