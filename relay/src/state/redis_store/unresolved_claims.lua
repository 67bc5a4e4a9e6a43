-- Lists the idempotency keys of an intent whose outcome is unknown.
-- KEYS: the set of the intent's idempotency keys. ARGV: now, in milliseconds, the prefix of a
-- key's name in Redis, the caller's idempotency key.
-- Returns six values for each key: time of the first claim, expiry time, status, time until which
-- the attempt may still open the ticket, the previous attempt, and 1 for the caller's key or 0.
local claims = {}
local keys = redis.call('SMEMBERS', KEYS[1])
table.sort(keys)
for _, key in ipairs(keys) do
    local row = redis.call('HMGET', ARGV[2] .. key, 'first_claimed_at', 'expires_at', 'status',
        'pending_until', 'previous', 'ticket_id')
    local first_claimed_at, expires_at, status, pending_until, previous, ticket_id = unpack(row)
    if not status or tonumber(expires_at) <= tonumber(ARGV[1]) then
        redis.call('SREM', KEYS[1], key)
    elseif (status == 'in_progress' or status == 'unknown') and (ticket_id or '') == '' then
        for _, value in ipairs({first_claimed_at, expires_at, status, pending_until,
            previous or 'none', key == ARGV[3] and '1' or '0'}) do
            claims[#claims + 1] = value
        end
    end
end
return claims
