-- Sliding window log. KEYS: one list per rule, newest admission first, in microseconds of the server's clock.
-- ARGV: limit and window in microseconds for each rule.
-- Answers {wait in microseconds or 0, then remaining and reset in microseconds for each rule}.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait = 0
local counts = {}
local oldests = {}
for i, key in ipairs(KEYS) do
  local limit = tonumber(ARGV[2 * i - 1])
  local window = tonumber(ARGV[2 * i])
  local newest = tonumber(redis.call('LINDEX', key, 0) or 0)
  if newest > 0 and newest <= now - window then
    redis.call('DEL', key)
  end
  local oldest = tonumber(redis.call('LINDEX', key, -1) or 0)
  while oldest > 0 and oldest <= now - window do
    redis.call('RPOP', key)
    oldest = tonumber(redis.call('LINDEX', key, -1) or 0)
  end
  counts[i] = redis.call('LLEN', key)
  oldests[i] = oldest
  if counts[i] >= limit then
    wait = math.max(wait, oldest + window - now, 1)
  end
end
local answer = { wait }
for i, key in ipairs(KEYS) do
  local limit = tonumber(ARGV[2 * i - 1])
  local window = tonumber(ARGV[2 * i])
  if wait == 0 then
    redis.call('LPUSH', key, string.format('%.0f', now))
    redis.call('PEXPIRE', key, math.ceil(window / 1000))
    counts[i] = counts[i] + 1
  end
  answer[2 * i] = math.max(0, limit - counts[i])
  answer[2 * i + 1] = oldests[i] > 0 and oldests[i] + window - now or window
end
return answer
