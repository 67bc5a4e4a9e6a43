-- KEYS: the intent. ARGV: fingerprint, now, end of the lease, fence, when it dies, life in ms.
local key, fingerprint, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
local row = redis.call('HMGET', key, 'stands', 'fingerprint', 'since', 'until', 'fence', 'dies', 'before')
local stands, known, since, ends, fence, dies, before = unpack(row)

local function mine(first, earlier)
    redis.call('DEL', key)
    redis.call('HSET', key, 'stands', 'in_progress', 'fingerprint', fingerprint, 'since', first,
        'until', ARGV[3], 'fence', ARGV[4], 'dies', ARGV[5], 'before', earlier)
    redis.call('PEXPIRE', key, ARGV[6])
    return {'mine', first, earlier}
end

if not stands or tonumber(dies) <= now then
    return mine(ARGV[2], 'nothing')
elseif stands == 'in_progress' and fence == ARGV[4] then
    -- The answer to this claim was lost on its way, and the claim is repeated.
    return {'mine', since, before}
elseif stands == 'not_opened' then
    return mine(ARGV[2], 'not_opened')
elseif known ~= fingerprint then
    return {'other_body'}
elseif stands == 'answered' then
    return {'answered', unpack(redis.call('HMGET', key, 'status', 'body', 'opened'))}
elseif stands == 'in_progress' and tonumber(ends) > now then
    return {'in_progress'}
end
return mine(since, ends)
