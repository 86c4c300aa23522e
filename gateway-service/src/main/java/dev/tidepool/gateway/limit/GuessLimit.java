package dev.tidepool.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.kernel.cache.LocalCaches;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts credentials that are not valid, by the network they came from and apart from its requests: as many are admitted as
 * requests without a credential. A network that has shown one beyond them is blocked for a while on this gateway: what it shows
 * is not looked up, but for keys that were good not long ago.
 */
@ApplicationScoped
public class GuessLimit {

    /** One look-up more after this, however long the limit's own window is. */
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(1);

    private final RateLimiter limiter;
    private final RatePolicy policy;
    private final MeterRegistry metrics;
    private final Cache<String, Long> blockedUntil;

    GuessLimit(RateLimiter limiter, RatePolicy policy, LimitConfig config, MeterRegistry metrics) {
        this.limiter = limiter;
        this.policy = policy;
        this.metrics = metrics;
        this.blockedUntil = LocalCaches.newBuilder()
                .maximumSize(config.localSubjects())
                .expireAfterWrite(LONGEST_BLOCK)
                .build();
    }

    /** How long nothing from this address must be looked up, or empty when it may. */
    public Optional<Duration> blockedFor(String clientAddress) {
        Long until = blockedUntil.getIfPresent(ClientNetwork.of(clientAddress));
        return until == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(until - System.nanoTime())).filter(Duration::isPositive);
    }

    /** Counts one; how long to wait if that was one too many. */
    public Future<Optional<Duration>> count(String clientAddress) {
        return limiter.decide(policy.guessesOf(clientAddress), 1).map(decision -> switch (decision) {
            case RateDecision.Allowed allowed -> Optional.empty();
            case RateDecision.Denied denied -> Optional.of(block(clientAddress, denied.retryAfter()));
        });
    }

    private Duration block(String clientAddress, Duration wait) {
        metrics.counter("tidepool.credentials.throttled").increment();
        Duration block = wait.compareTo(LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : wait;
        blockedUntil.put(ClientNetwork.of(clientAddress), System.nanoTime() + block.toNanos());
        return wait;
    }
}
