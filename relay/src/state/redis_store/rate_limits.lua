-- Checks rate limits, and counts one event within each of them if all admit it.
-- KEYS: limits, each a hash from a slot's start to its count and the time it leaves the window.
-- ARGV: now, `count` or `peek`, and for each limit its maximum, its window and its slot length.
-- Times are in milliseconds.
-- Returns the time until all limits admit an event.
local now, is_counted = tonumber(ARGV[1]), ARGV[2] == 'count'

local function format_integer(number)
    return string.format('%.0f', number)
end

local function parse_slot(value)
    local count, leaves_window_at = string.match(value, '^(%d+):(-?%d+)$')
    return tonumber(count), tonumber(leaves_window_at)
end

-- A slot that leaves later than one window from now was counted while the clock was ahead. It then
-- leaves one window from now.
local function slots_in_window(key, window)
    local slots, total = {}, 0
    local fields = redis.call('HGETALL', key)
    for i = 1, #fields, 2 do
        local count, leaves_window_at = parse_slot(fields[i + 1])
        if leaves_window_at > now + window then
            leaves_window_at = now + window
            redis.call('HSET', key, fields[i],
                format_integer(count) .. ':' .. format_integer(leaves_window_at))
        end
        if leaves_window_at > now then
            slots[#slots + 1] = {count = count, leaves_window_at = leaves_window_at}
            total = total + count
        elseif is_counted then
            redis.call('HDEL', key, fields[i])
        end
    end
    table.sort(slots, function(a, b) return a.leaves_window_at < b.leaves_window_at end)
    return slots, total
end

local function wait_time(key, max_count, window)
    local slots, total = slots_in_window(key, window)
    local free_at = now
    for _, slot in ipairs(slots) do
        if total < max_count then break end
        total = total - slot.count
        free_at = slot.leaves_window_at
    end
    return max_count == 0 and window or free_at - now
end

local function count_event(key, window, slot_length)
    local start = format_integer(now - now % slot_length)
    local count, leaves_window_at = parse_slot(redis.call('HGET', key, start) or '0:0')
    redis.call('HSET', key, start,
        format_integer(count + 1) .. ':' .. format_integer(math.max(leaves_window_at, now + window)))
    redis.call('PEXPIRE', key, format_integer(window + slot_length))
end

local longest_wait = 0
for i, key in ipairs(KEYS) do
    local max_count, window = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
    longest_wait = math.max(longest_wait, wait_time(key, max_count, window))
end
if longest_wait == 0 and is_counted then
    for i, key in ipairs(KEYS) do
        count_event(key, tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2]))
    end
end
return format_integer(longest_wait)
