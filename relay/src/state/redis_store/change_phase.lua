-- Changes the phase of a claim.
-- KEYS: the idempotency key, its use (`claim_key.lua`). ARGV: fence, now, time of the first claim, end of
-- the lease, expiry time of the key, previous attempt, lifetime of the key, time for which a used key is
-- recorded. Times are in milliseconds.
-- Returns 1 if the claim holds the key, otherwise 0.
local status, fence, expires_at, fingerprint, ticket_id = unpack(redis.call('HMGET', KEYS[1],
    'status', 'fence', 'expires_at', 'fingerprint', 'ticket_id'))
if status ~= 'in_progress' or tonumber(expires_at) <= tonumber(ARGV[2]) or fence ~= ARGV[1] then
    return 0
end
redis.call('HSET', KEYS[1], 'first_claimed_at', ARGV[3], 'pending_until', ARGV[4],
    'expires_at', ARGV[5], 'previous', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
local used_until = string.format('%d', tonumber(ARGV[5]) + tonumber(ARGV[8]))
redis.call('SET', KEYS[2],
    table.concat({used_until, ARGV[3], ARGV[4], fingerprint, ticket_id or ''}, ' '),
    'PX', tonumber(ARGV[7]) + tonumber(ARGV[8]))
return 1
