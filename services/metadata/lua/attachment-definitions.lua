-- What scripts that end a function, version or alias need to take its attachments along.
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
