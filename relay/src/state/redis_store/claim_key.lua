-- Claims an idempotency key.
-- KEYS: the key. ARGV: fingerprint, now, end of the lease, fence, expiry time of the key, lifetime
-- of the key. Times are in milliseconds.
-- Returns {'acquired', time of the first claim, previous attempt}, {'in_progress'},
-- {'fingerprint_mismatch'} or {'completed', status, body, ticket id}.
local key, fingerprint, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
local row = redis.call('HMGET', key, 'status', 'fingerprint', 'first_claimed_at', 'pending_until',
    'fence', 'expires_at', 'previous')
local status, stored_fingerprint, first_claimed_at, pending_until, fence, expires_at, previous = unpack(row)

local function acquire(claimed_at, previous_attempt)
    redis.call('DEL', key)
    redis.call('HSET', key, 'status', 'in_progress', 'fingerprint', fingerprint,
        'first_claimed_at', claimed_at, 'pending_until', ARGV[3], 'fence', ARGV[4],
        'expires_at', ARGV[5], 'previous', previous_attempt)
    redis.call('PEXPIRE', key, ARGV[6])
    return {'acquired', claimed_at, previous_attempt}
end

if not status or tonumber(expires_at) <= now then
    return acquire(ARGV[2], 'none')
elseif status == 'in_progress' and fence == ARGV[4] then
    -- The reply to this claim was lost, and the claim is retried.
    return {'acquired', first_claimed_at, previous}
elseif status == 'not_opened' then
    return acquire(ARGV[2], 'not_opened')
elseif stored_fingerprint ~= fingerprint then
    return {'fingerprint_mismatch'}
elseif status == 'completed' then
    return {'completed',
        unpack(redis.call('HMGET', key, 'response_status', 'response_body', 'ticket_id'))}
elseif status == 'in_progress' and tonumber(pending_until) > now then
    return {'in_progress'}
end
return acquire(first_claimed_at, pending_until)
