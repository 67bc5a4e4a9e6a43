-- KEYS: the intent. ARGV: now.
local stands, dies = unpack(redis.call('HMGET', KEYS[1], 'stands', 'dies'))
if not stands or tonumber(dies) <= tonumber(ARGV[1]) then
    return {'unseen'}
elseif stands == 'not_opened' then
    return {'not_opened'}
elseif stands == 'answered' then
    return {'answered', unpack(redis.call('HMGET', KEYS[1], 'status', 'body', 'opened'))}
end
return {'unknown'}
