package dev.tidepool.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * This instance's own count, at the same limits, of all it admitted with Redis and without, so that losing Redis does not
 * start a second allowance; with several gateways each then admits the whole limit until Redis is back.
 */
@ApplicationScoped
class LocalWindow {

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private final Cache<String, WindowLog> logs;

    LocalWindow(LimitConfig config) {
        this.logs = Caffeine.newBuilder()
                .maximumSize(config.localSubjects())
                .expireAfterAccess(LONGEST_WINDOW)
                .build();
    }

    /** @param now microseconds of the monotonic clock */
    RateDecision take(RateSubject subject, long now) {
        WindowLog log = logOf(subject);
        synchronized (log) {
            return log.take(now);
        }
    }

    /** Takes back what was counted at this time: Redis refused the request. */
    void release(RateSubject subject, long at) {
        WindowLog log = logOf(subject);
        synchronized (log) {
            log.release(at);
        }
    }

    /** A change of tier brings new rules: counting starts anew. */
    private WindowLog logOf(RateSubject subject) {
        WindowLog known = logs.get(subject.key(), key -> new WindowLog(subject.rules()));
        if (known.isFor(subject.rules())) {
            return known;
        }
        WindowLog renewed = new WindowLog(subject.rules());
        logs.put(subject.key(), renewed);
        return renewed;
    }
}
