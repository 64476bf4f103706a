-- Takes a watcher out of the registry if it has said nothing since the caller looked.
-- KEYS: watchers
-- ARGV: watcher id, entry as the caller saw it, channel
-- Replies 1 if it was dropped, else 0.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('PUBLISH', ARGV[3], ARGV[1])
return 1
