package dev.tidepool.kernel.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Publishes an event and keeps it in its rooms' streams, in one step, so that every room's stream has the order of the
 * channel. The position it gets is microseconds of Redis's clock, and always above the one before it. Pure.
 */
final class PublishScript {

    /** KEYS: last position, then a stream for each room. ARGV: channel, envelope, field, microseconds kept, entries kept. */
    private static final String TEXT = """
            local time = redis.call('TIME')
            local last = tonumber(redis.call('GET', KEYS[1]) or '0')
            local now = math.max(time[1] * 1000000 + time[2], last + 1)
            local position = string.format('%.0f', now)
            redis.call('SET', KEYS[1], position)
            for i = 2, #KEYS do
              redis.call('XADD', KEYS[i], 'MAXLEN', '~', ARGV[5], position .. '-0', ARGV[3], ARGV[2])
              redis.call('XTRIM', KEYS[i], 'MINID', '~', string.format('%.0f', now - ARGV[4]))
              redis.call('PEXPIRE', KEYS[i], math.ceil(ARGV[4] / 1000))
            end
            return redis.call('PUBLISH', ARGV[1], string.sub(ARGV[2], 1, -2) .. ',"position":' .. position .. '}')
            """;

    private PublishScript() {}

    /** The arguments of EVAL. */
    static String[] arguments(String channel, Event event, OutboxConfig config) {
        List<String> arguments = new ArrayList<>();
        arguments.add(TEXT);
        arguments.add(Integer.toString(1 + event.rooms().size()));
        arguments.add(Channels.LAST_POSITION);
        event.rooms().forEach(room -> arguments.add(Channels.streamOf(room)));
        arguments.add(channel);
        arguments.add(event.toJson().encode());
        arguments.add(Channels.ENVELOPE);
        arguments.add(Long.toString(config.keptFor().toNanos() / 1000));
        arguments.add(Integer.toString(config.keptPerRoom()));
        return arguments.toArray(String[]::new);
    }
}
