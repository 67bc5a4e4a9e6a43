-- KEYS: the intent, the ticket. ARGV: fence, now, outcome, from when on absence counts, status,
-- body, the ticket's id or nothing, the intent's key, life in ms.
local stands, fence, dies = unpack(redis.call('HMGET', KEYS[1], 'stands', 'fence', 'dies'))
if not stands or tonumber(dies) <= tonumber(ARGV[2]) or fence ~= ARGV[1] then
    return 0
elseif stands ~= 'in_progress' then
    return 1
end
if ARGV[3] == 'withdrawn' then
    redis.call('DEL', KEYS[1])
    return 1
end
redis.call('HSET', KEYS[1], 'stands', ARGV[3], 'until', ARGV[4])
if ARGV[3] == 'answered' then
    redis.call('HSET', KEYS[1], 'status', ARGV[5], 'body', ARGV[6], 'opened', ARGV[7])
    if ARGV[7] ~= '' then
        redis.call('SADD', KEYS[2], ARGV[8])
        redis.call('PEXPIRE', KEYS[2], ARGV[9])
    end
end
return 1
