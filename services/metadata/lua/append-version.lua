-- Part of the scripts that publish; it stands before each of them.
-- Writes a version under the next number of its function and appends it to the change feed. The counter outlives versions
-- and function, so that no number is used twice.
-- to: counter, numbers, index, unfinished, sequence, feed, prefix (of the version's key)
-- published: account, name, record, settled ("settled" or "unsettled"), bound
-- Returns the number and the sequence.
local function appendVersion(to, published)
  local version = redis.call('INCR', to.counter)
  local sequence = redis.call('INCR', to.sequence)
  local member = published.account .. '/' .. published.name .. '#' .. string.format('%010d', version)
  redis.call('HSET', to.prefix .. version, 'record', published.record, 'generation', sequence, 'sequence', sequence)
  redis.call('ZADD', to.numbers, version, version)
  redis.call('ZADD', to.index, 0, member)
  if published.settled ~= 'settled' then
    redis.call('SADD', to.unfinished, member)
  end
  redis.call('XADD', to.feed, 'MAXLEN', published.bound, sequence .. '-0',
    'kind', 'upserted', 'account', published.account, 'name', published.name, 'version', version,
    'generation', sequence, 'record', published.record)
  return version, sequence
end
