-- Returns the recorded key of a content. If there is none, or it is the one to replace, first records the
-- key of the request.
-- KEYS: the content. ARGV: idempotency key, replaced key or an empty string, lifetime in
-- milliseconds.
local recorded = redis.call('GET', KEYS[1])
if recorded and recorded ~= ARGV[2] then
    return recorded
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return ARGV[1]
