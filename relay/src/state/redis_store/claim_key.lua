-- Claims an idempotency key.
-- KEYS: the key, its receipts, the set of its intent's idempotency keys, its use. ARGV: fingerprint, now, end
-- of the lease, fence, expiry time of the key, lifetime of the key, fence of the receipt or an empty
-- string, the idempotency key, intent or an empty string, time for which a used key is recorded. Times are
-- in milliseconds.
-- The use of a key is recorded for longer than the key. The record has its expiry time, the time of the
-- first claim, the time until which the last attempt may still open the ticket, the fingerprint and, if a
-- ticket was opened, its id. Earlier versions stored only the expiry time. A record that cannot be read is
-- that of an attempt with any fingerprint and an unknown outcome.
-- Returns {'acquired', time of the first claim, previous attempt, id of its ticket or an empty string},
-- {'in_progress'}, {'fingerprint_mismatch'}, {'completed', status, body, ticket id} or {'receipt_expired'}.
local key, fingerprint, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
local row = redis.call('HMGET', key, 'status', 'fingerprint', 'first_claimed_at', 'pending_until',
    'fence', 'expires_at', 'previous', 'ticket_id')
local status, stored_fingerprint, first_claimed_at, pending_until, fence, expires_at, previous,
    ticket_id = unpack(row)

local has_receipt = true

-- Only a claim requires the receipt: a stored outcome is returned without one, because a claim that is
-- retried after a lost reply has already removed it.
local function acquire(claimed_at, previous_attempt, opened_ticket)
    if not has_receipt then
        return {'receipt_expired'}
    end
    local used_until = string.format('%d', tonumber(ARGV[5]) + tonumber(ARGV[10]))
    redis.call('SET', KEYS[4],
        table.concat({used_until, claimed_at, ARGV[3], fingerprint, opened_ticket}, ' '),
        'PX', tonumber(ARGV[6]) + tonumber(ARGV[10]))
    redis.call('DEL', key)
    redis.call('HSET', key, 'status', 'in_progress', 'fingerprint', fingerprint,
        'first_claimed_at', claimed_at, 'pending_until', ARGV[3], 'fence', ARGV[4],
        'expires_at', ARGV[5], 'previous', previous_attempt, 'ticket_id', opened_ticket)
    redis.call('PEXPIRE', key, ARGV[6])
    if ARGV[9] ~= '' then
        redis.call('SADD', KEYS[3], ARGV[8])
        redis.call('PEXPIRE', KEYS[3], ARGV[6])
    end
    return {'acquired', claimed_at, previous_attempt, opened_ticket}
end

local is_retried = status == 'in_progress' and fence == ARGV[4]
if ARGV[7] ~= '' then
    local receipt_expires_at = redis.call('ZSCORE', KEYS[2], ARGV[7])
    redis.call('ZREM', KEYS[2], ARGV[7])
    has_receipt = receipt_expires_at and tonumber(receipt_expires_at) > now
end

if not status or tonumber(expires_at) <= now then
    local record = redis.call('GET', KEYS[4])
    local used_until = string.match(record or '', '^%d+')
    if not record or (used_until and tonumber(used_until) <= now) then
        return acquire(ARGV[2], 'none', '')
    end
    status = 'unknown'
    -- A later version may append fields.
    first_claimed_at, pending_until, stored_fingerprint, ticket_id = string.match(
        record, '^%d+ (%d+) (%d+) (%x+) ?(%d*)')
    if not first_claimed_at then
        first_claimed_at, pending_until, stored_fingerprint = '0', '0', fingerprint
    end
elseif is_retried then
    -- The reply to this claim was lost, and the claim is retried.
    return {'acquired', first_claimed_at, previous, ticket_id or ''}
elseif status == 'not_opened' then
    return acquire(ARGV[2], 'not_opened', '')
end
if stored_fingerprint ~= fingerprint then
    return {'fingerprint_mismatch'}
elseif status == 'completed' then
    return {'completed',
        unpack(redis.call('HMGET', key, 'response_status', 'response_body', 'ticket_id'))}
elseif status == 'in_progress' and tonumber(pending_until) > now then
    return {'in_progress'}
end
return acquire(first_claimed_at, pending_until, ticket_id or '')
