package dev.tidepool.gateway.cache;

import dev.tidepool.gateway.compress.Coding;
import dev.tidepool.gateway.route.Caching;
import dev.tidepool.kernel.digest.Sha256;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A whole answer with status 200.
 *
 * @param head what the service said beside, in lower case
 * @param encoded the body as it goes out to clients that take it compressed, as far as there were any
 * @param tag strong, in its quotes
 * @param maxAge how long clients may keep it
 * @param at when it was asked for, in nanoseconds of the monotonic clock
 */
record KeptAnswer(
        String contentType,
        Map<String, String> head,
        Buffer body,
        Map<Coding, Buffer> encoded,
        String tag,
        Caching caching,
        Duration maxAge,
        long at) {

    /** What an entry costs beside its body, in bytes. */
    private static final int OVERHEAD = 512;

    static KeptAnswer of(
            String contentType, Map<String, String> head, Buffer body, Caching caching, Duration maxAge, long at) {
        String digest = HexFormat.of().formatHex(Sha256.of(body.getBytes()), 0, 16);
        return new KeptAnswer(
                contentType, head, body, new ConcurrentHashMap<>(), '"' + digest + '"', caching, maxAge, at);
    }

    boolean isFresh(long now) {
        return now - at < caching.lifetime().toNanos();
    }

    long ageSeconds(long now) {
        return (now - at) / 1_000_000_000;
    }

    /** In bytes; its encodings together are not longer than the body. */
    int weight() {
        return 2 * body.length() + OVERHEAD;
    }
}
