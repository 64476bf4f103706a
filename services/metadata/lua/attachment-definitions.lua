-- What scripts need that write attachments, or that end a function, version or alias and take its attachments along.
-- A field of a hash of attachments is `kind#qualifier`; its value is the sequence, a space and the record.

-- Deletes the attachments at one qualifier, or all of the function if it is false, and appends the end of each to the change feed.
local function drop_attachments(attachments, index, sequence_key, feed, names, qualifier)
  for _, field in ipairs(redis.call('HKEYS', attachments)) do
    local kind, at = string.match(field, '^([^#]*)#(.*)$')
    if not qualifier or at == qualifier then
      redis.call('HDEL', attachments, field)
      redis.call('XADD', feed, 'MAXLEN', names.feed_bound, redis.call('INCR', sequence_key) .. '-0',
        'kind', 'attachment-deleted', 'account', names.account, 'name', names.name, 'attachment', kind, 'qualifier', at)
    end
  end
  if redis.call('EXISTS', attachments) == 0 then
    redis.call('ZREM', index, names.account .. '/' .. names.name)
  end
end

-- True if the account's tally of attachments is the expected one, which then goes up; always if none is expected.
local function pass_tally(tally, expected)
  if expected == '' then
    return true
  end
  if expected ~= (redis.call('GET', tally) or '0') then
    return false
  end
  redis.call('INCR', tally)
  return true
end

-- Writes an attachment of a kind at a qualifier and appends it to the change feed. Gives back its sequence.
local function write_attachment(attachments, index, sequence_key, feed, names, written)
  local sequence = redis.call('INCR', sequence_key)
  redis.call('HSET', attachments, written.kind .. '#' .. written.qualifier, sequence .. ' ' .. written.record)
  redis.call('ZADD', index, 0, names.account .. '/' .. names.name)
  redis.call('XADD', feed, 'MAXLEN', names.feed_bound, sequence .. '-0', 'kind', 'attachment-upserted',
    'account', names.account, 'name', names.name, 'attachment', written.kind, 'qualifier', written.qualifier, 'record', written.record)
  return sequence
end
