-- Reads the status of an idempotency key.
-- KEYS: the key, its receipts, its use (`claim_key.lua`). ARGV: now, in milliseconds.
-- Returns {'unused'}, {'received'}, {'not_opened'}, {'unknown'}, {'expired'} or {'completed', status, body,
-- ticket id}.
local status, expires_at = unpack(redis.call('HMGET', KEYS[1], 'status', 'expires_at'))
local is_received = redis.call('ZCOUNT', KEYS[2], '(' .. ARGV[1], '+inf') > 0
if not status or tonumber(expires_at) <= tonumber(ARGV[1]) then
    local record = redis.call('GET', KEYS[3])
    local used_until = string.match(record or '', '^%d+')
    if record and not (used_until and tonumber(used_until) <= tonumber(ARGV[1])) then
        return {is_received and 'unknown' or 'expired'}
    end
    return {is_received and 'received' or 'unused'}
elseif status == 'not_opened' then
    return {is_received and 'unknown' or 'not_opened'}
elseif status == 'completed' then
    return {'completed',
        unpack(redis.call('HMGET', KEYS[1], 'response_status', 'response_body', 'ticket_id'))}
end
return {'unknown'}
