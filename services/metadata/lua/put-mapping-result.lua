-- Keeps how the last batch of an event source mapping went, if there is such a mapping.
-- KEYS: mapping
-- ARGV: result
-- Replies 1 if it is kept, else 0.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], 'result', ARGV[1])
return 1
