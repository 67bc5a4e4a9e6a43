-- KEYS: limits, each a hash of the slots' starts. ARGV: now, `take` or `look`, and for each limit
-- its count, its window and a slot in ms. Answers how long to wait in ms.
local now, take = tonumber(ARGV[1]), ARGV[2] == 'take'

local function text(number)
    return string.format('%.0f', number)
end

local function read(slot)
    local taken, ends = string.match(slot, '^(%d+):(-?%d+)$')
    return tonumber(taken), tonumber(ends)
end

local function live(key)
    local slots, sum = {}, 0
    local fields = redis.call('HGETALL', key)
    for i = 1, #fields, 2 do
        local taken, ends = read(fields[i + 1])
        if ends > now then
            slots[#slots + 1] = {taken = taken, ends = ends}
            sum = sum + taken
        elseif take then
            redis.call('HDEL', key, fields[i])
        end
    end
    table.sort(slots, function(a, b) return a.ends < b.ends end)
    return slots, sum
end

local function wait(key, count, window)
    local slots, sum = live(key)
    local till = now
    for _, slot in ipairs(slots) do
        if sum < count then break end
        sum = sum - slot.taken
        till = slot.ends
    end
    return count == 0 and window or till - now
end

local function add(key, window, size)
    local start = text(now - now % size)
    local taken, ends = read(redis.call('HGET', key, start) or '0:0')
    redis.call('HSET', key, start, text(taken + 1) .. ':' .. text(math.max(ends, now + window)))
    redis.call('PEXPIRE', key, text(window + size))
end

local longest = 0
for i, key in ipairs(KEYS) do
    longest = math.max(longest, wait(key, tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])))
end
if longest == 0 and take then
    for i, key in ipairs(KEYS) do
        add(key, tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2]))
    end
end
return text(longest)
