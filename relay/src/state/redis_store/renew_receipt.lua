-- Extends the expiry time of a receipt, if it has not expired.
-- KEYS: the receipts of the key, a sorted set of fences by expiry time. ARGV: now, fence, expiry
-- time. Times are in milliseconds.
local expires_at = redis.call('ZSCORE', KEYS[1], ARGV[2])
if expires_at and tonumber(expires_at) > tonumber(ARGV[1]) then
    redis.call('ZADD', KEYS[1], 'XX', ARGV[3], ARGV[2])
    redis.call('PEXPIRE', KEYS[1], math.max(1, tonumber(ARGV[3]) - tonumber(ARGV[1])))
end
