package dev.tidepool.gateway.lockout;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.gateway.lockout.Backoff.Attempts;
import dev.tidepool.kernel.cache.LocalCaches;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts attempts in this process, while Redis is away. */
@ApplicationScoped
class LocalBackoff {

    /** Past every lock and decay that matters. */
    private static final Duration IDLE = Duration.ofHours(24);

    private final Cache<String, Attempts> subjects;

    LocalBackoff(LockoutConfig config) {
        this.subjects = LocalCaches.newBuilder()
                .maximumSize(config.localSubjects())
                .expireAfterAccess(IDLE)
                .build();
    }

    /** How long to wait in milliseconds; 0 admits the attempt. */
    long attempt(String key, Backoff rule, long now) {
        long[] wait = {0};
        subjects.asMap().compute(key, (subject, held) -> {
            Attempts before = held == null ? Attempts.NONE : held;
            wait[0] = Backoff.waitOf(before, now);
            return wait[0] > 0 ? before : rule.counted(before, now);
        });
        return wait[0];
    }

    void forgive(String key, Backoff rule) {
        subjects.asMap().computeIfPresent(key, (subject, held) -> rule.forgiven(held));
    }

    void reset(String key) {
        subjects.invalidate(key);
    }
}
