-- Back-off of one subject, as in Backoff.java. KEYS: its hash. ARGV: 'attempt' or 'forgive', free attempts, first and
-- longest lock and decay in milliseconds. Answers the wait in milliseconds; 0 admits the attempt and counts it.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local free = tonumber(ARGV[2])
local decay = tonumber(ARGV[5])
local held = redis.call('HMGET', KEYS[1], 'count', 'at', 'locked')
local count = tonumber(held[1] or 0) or 0
local at = tonumber(held[2] or now) or now
local locked = tonumber(held[3] or 0) or 0
if ARGV[1] == 'forgive' then
  if not held[1] then
    return 0
  end
  count = math.max(0, count - 1)
  if math.ceil(count) < free then
    locked = 0
  end
else
  if locked > now then
    return locked - now
  end
  count = math.max(0, count - (now - at) / decay) + 1
  at = now
  locked = 0
  if math.ceil(count) >= free then
    locked = now + math.floor(math.min(tonumber(ARGV[4]), tonumber(ARGV[3]) * 2 ^ (math.ceil(count) - free)))
  end
end
redis.call('HSET', KEYS[1], 'count', tostring(count), 'at', string.format('%.0f', at), 'locked', string.format('%.0f', locked))
redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(locked - now, count * decay, 1)))
return 0
