-- Sliding window in 60 steps and one. KEYS: one hash per rule: step number -> admissions, total, oldest step that has any.
-- Steps are numbered by the server's clock and a 60th of the window wide; the window is the present step and the 60 before it,
-- so no span as long as the window ever holds more admissions than the limit.
-- ARGV: admissions wanted, how many of them are of use together, admissions given back and when they were taken (microseconds),
-- then limit and window in microseconds for each rule.
-- Answers {granted, now in microseconds, then remaining and microseconds to the end of the oldest step for each rule}.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wanted = tonumber(ARGV[1])
local granted = wanted
local least = tonumber(ARGV[2])
local back = tonumber(ARGV[3])
local taken = tonumber(ARGV[4])
local totals = {}
local firsts = {}
for i, key in ipairs(KEYS) do
  local limit = tonumber(ARGV[2 * i + 3])
  local width = tonumber(ARGV[2 * i + 4]) / 60
  local step = math.floor(now / width)
  local state = redis.call('HMGET', key, 'total', 'oldest')
  local total = tonumber(state[1] or 0)
  local first = tonumber(state[2] or step)
  if back > 0 and total > 0 then
    local field = math.floor(taken / width)
    local held = tonumber(redis.call('HGET', key, field) or 0)
    local returned = math.min(back, held)
    if returned > 0 then
      redis.call('HINCRBY', key, field, -returned)
      total = total - returned
    end
  end
  while total > 0 and first <= step do
    local count = tonumber(redis.call('HGET', key, first) or 0)
    if count > 0 and first >= step - 60 then
      break
    end
    redis.call('HDEL', key, first)
    total = total - count
    first = first + 1
  end
  if total <= 0 then
    redis.call('DEL', key)
    total = 0
    first = step
  end
  totals[i] = total
  firsts[i] = first
  granted = math.max(0, math.min(granted, limit - total))
end
if granted < wanted then
  granted = granted - granted % least
end
local answer = { granted, now }
for i, key in ipairs(KEYS) do
  local limit = tonumber(ARGV[2 * i + 3])
  local window = tonumber(ARGV[2 * i + 4])
  local width = window / 60
  local total = totals[i] + granted
  if total > 0 then
    if granted > 0 then
      redis.call('HINCRBY', key, math.floor(now / width), granted)
    end
    redis.call('HSET', key, 'total', total, 'oldest', firsts[i])
    redis.call('PEXPIRE', key, math.ceil((window + width) / 1000))
  end
  answer[2 * i + 1] = math.max(0, limit - total)
  answer[2 * i + 2] = totals[i] > 0 and (firsts[i] + 61) * width - now or window
end
return answer
