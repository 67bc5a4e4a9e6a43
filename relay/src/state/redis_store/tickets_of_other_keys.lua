-- Finds tickets that were opened by other idempotency keys.
-- KEYS: tickets. ARGV: the idempotency key to ignore.
-- Returns 1 or 0 for each ticket.
local flags = {}
for i, ticket in ipairs(KEYS) do
    local others = redis.call('SCARD', ticket) - redis.call('SISMEMBER', ticket, ARGV[1])
    flags[i] = others > 0 and 1 or 0
end
return flags
