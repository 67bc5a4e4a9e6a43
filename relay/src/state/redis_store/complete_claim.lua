-- Completes a claim.
-- KEYS: the idempotency key, the ticket, the use of the key. ARGV: fence, now, outcome, time until
-- which the attempt may still open the ticket, response status, response body, ticket id or an empty
-- string, the idempotency key, lifetime of the key. Times are in milliseconds.
-- Returns 1 if the claim holds the key, otherwise 0.
local status, fence, expires_at, used_before =
    unpack(redis.call('HMGET', KEYS[1], 'status', 'fence', 'expires_at', 'used_before'))
if not status or tonumber(expires_at) <= tonumber(ARGV[2]) or fence ~= ARGV[1] then
    return 0
elseif status ~= 'in_progress' then
    return 1
end
if ARGV[3] ~= 'unknown' and ARGV[7] == '' then
    if used_before and used_before ~= '' then
        redis.call('SET', KEYS[3], used_before, 'KEEPTTL')
    else
        redis.call('DEL', KEYS[3])
    end
end
if ARGV[3] == 'released' then
    redis.call('DEL', KEYS[1])
    return 1
end
redis.call('HSET', KEYS[1], 'status', ARGV[3], 'pending_until', ARGV[4])
if ARGV[3] == 'completed' then
    redis.call('HSET', KEYS[1], 'response_status', ARGV[5], 'response_body', ARGV[6],
        'ticket_id', ARGV[7])
    if ARGV[7] ~= '' then
        redis.call('SADD', KEYS[2], ARGV[8])
        redis.call('PEXPIRE', KEYS[2], ARGV[9])
    end
end
return 1
