-- Records that a request with an idempotency key was received.
-- KEYS: the receipts of the key, a sorted set of fences by expiry time. ARGV: now, fence, expiry
-- time. Times are in milliseconds.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[2])
redis.call('PEXPIRE', KEYS[1], math.max(1, tonumber(ARGV[3]) - tonumber(ARGV[1])))
