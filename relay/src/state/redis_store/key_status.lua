-- Reads the status of an idempotency key.
-- KEYS: the key. ARGV: now, in milliseconds.
-- Returns {'unused'}, {'not_opened'}, {'unknown'} or {'completed', status, body, ticket id}.
local status, expires_at = unpack(redis.call('HMGET', KEYS[1], 'status', 'expires_at'))
if not status or tonumber(expires_at) <= tonumber(ARGV[1]) then
    return {'unused'}
elseif status == 'not_opened' then
    return {'not_opened'}
elseif status == 'completed' then
    return {'completed',
        unpack(redis.call('HMGET', KEYS[1], 'response_status', 'response_body', 'ticket_id'))}
end
return {'unknown'}
