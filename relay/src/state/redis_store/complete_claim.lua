-- Completes a claim.
-- KEYS: the idempotency key, the ticket, the use of the key (`claim_key.lua`). ARGV: fence, now, outcome,
-- time until which the attempt may still open the ticket, response status, response body, ticket id or an
-- empty string, the idempotency key, time for which a used key is recorded, the same with the lifetime of
-- the key. Times are in milliseconds.
-- Returns 1 if the claim holds the key, otherwise 0.
local status, fence, expires_at, first_claimed_at, fingerprint, ticket_id = unpack(redis.call('HMGET',
    KEYS[1], 'status', 'fence', 'expires_at', 'first_claimed_at', 'fingerprint', 'ticket_id'))
if not status or tonumber(expires_at) <= tonumber(ARGV[2]) or fence ~= ARGV[1] then
    return 0
elseif status ~= 'in_progress' then
    return 1
end
ticket_id = ARGV[3] == 'unknown' and ticket_id or ARGV[7]
if ARGV[3] == 'unknown' or ticket_id ~= '' then
    local used_until = string.format('%d', tonumber(expires_at) + tonumber(ARGV[9]))
    redis.call('SET', KEYS[3],
        table.concat({used_until, first_claimed_at, ARGV[4], fingerprint, ticket_id}, ' '),
        'PX', ARGV[10])
else
    redis.call('DEL', KEYS[3])
end
if ARGV[3] == 'released' then
    redis.call('DEL', KEYS[1])
    return 1
end
local values = {'status', ARGV[3], 'pending_until', ARGV[4], 'ticket_id', ticket_id}
if ARGV[3] == 'completed' then
    values = {'status', ARGV[3], 'pending_until', ARGV[4], 'ticket_id', ticket_id,
        'response_status', ARGV[5], 'response_body', ARGV[6]}
end
redis.call('HSET', KEYS[1], unpack(values))
if ARGV[7] ~= '' then
    redis.call('SADD', KEYS[2], ARGV[8])
    redis.call('PEXPIRE', KEYS[2], ARGV[10])
end
return 1
