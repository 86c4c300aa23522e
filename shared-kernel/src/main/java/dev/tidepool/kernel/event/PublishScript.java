package dev.tidepool.kernel.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Publishes events in their order and keeps each in its rooms' streams, in one step, so that every room's stream has the order
 * of the channel. The position an event gets is microseconds of Redis's clock, and always above the one before it. Pure.
 */
final class PublishScript {

    /**
     * KEYS: last position, then for each event a stream for each of its rooms. ARGV: channel, field, microseconds kept, entries
     * kept, then for each event its envelope and how many rooms it has.
     */
    private static final String TEXT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local position = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0') + 1)
            local key = 2
            local streams = {}
            for at = 5, #ARGV, 2 do
              local place = string.format('%.0f', position)
              for i = key, key + ARGV[at + 1] - 1 do
                redis.call('XADD', KEYS[i], 'MAXLEN', '~', ARGV[4], place .. '-0', ARGV[2], ARGV[at])
                streams[KEYS[i]] = true
              end
              key = key + ARGV[at + 1]
              redis.call('SET', KEYS[1], place)
              redis.call('PUBLISH', ARGV[1], string.sub(ARGV[at], 1, -2) .. ',"position":' .. place .. '}')
              position = position + 1
            end
            for stream in pairs(streams) do
              redis.call('XTRIM', stream, 'MINID', '~', string.format('%.0f', now - ARGV[3]))
              redis.call('PEXPIRE', stream, math.ceil(ARGV[3] / 1000))
            end
            return 0
            """;

    private PublishScript() {}

    /** The arguments of EVAL. */
    static String[] arguments(String channel, List<Event> events, OutboxConfig config) {
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Event event : events) {
            event.rooms().forEach(room -> keys.add(Channels.streamOf(room)));
            values.add(event.toJson().encode());
            values.add(Integer.toString(event.rooms().size()));
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(TEXT);
        arguments.add(Integer.toString(1 + keys.size()));
        arguments.add(Channels.LAST_POSITION);
        arguments.addAll(keys);
        arguments.add(channel);
        arguments.add(Channels.ENVELOPE);
        arguments.add(Long.toString(config.keptFor().toNanos() / 1000));
        arguments.add(Integer.toString(config.keptPerRoom()));
        arguments.addAll(values);
        return arguments.toArray(String[]::new);
    }
}
