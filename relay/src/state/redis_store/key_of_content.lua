-- Returns the idempotency key of a content. Records the key of the request if there is none to keep.
-- KEYS: the content. ARGV: idempotency key, replaced key or an empty string, lifetime in
-- milliseconds.
local recorded = redis.call('GET', KEYS[1])
if recorded and recorded ~= ARGV[2] then
    return recorded
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return ARGV[1]
