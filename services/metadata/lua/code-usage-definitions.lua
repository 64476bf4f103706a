-- Part of the scripts that write or end packages; it stands before each of them.

-- Bytes of the package of a function record, or of the archive of a layer version.
local function packed_bytes(record)
  if not record then
    return 0
  end
  local decoded = cjson.decode(record)
  return (decoded.code or decoded.content).sizeBytes
end
