-- KEYS: tickets. ARGV: the key that does not count.
local elsewhere = {}
for i, ticket in ipairs(KEYS) do
    local others = redis.call('SCARD', ticket) - redis.call('SISMEMBER', ticket, ARGV[1])
    elsewhere[i] = others > 0 and 1 or 0
end
return elsewhere
