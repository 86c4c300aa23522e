package dev.tidepool.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.kernel.caller.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Counts credentials that are not valid against the anonymous limit of the address they came from. An address that has shown one
 * beyond it is blocked for a while on this gateway: what it shows is not looked up. Callers behind the same address whose keys
 * are remembered notice nothing of that.
 */
@ApplicationScoped
public class GuessLimit {

    /** One look-up more after this, however long the limit's own window is. */
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(1);

    private static final Caller NOBODY = new Caller.Anonymous(Set.of());

    private final RateLimiter limiter;
    private final RatePolicy policy;
    private final MeterRegistry metrics;
    private final Cache<String, Long> blockedUntil;

    GuessLimit(RateLimiter limiter, RatePolicy policy, LimitConfig config, MeterRegistry metrics) {
        this.limiter = limiter;
        this.policy = policy;
        this.metrics = metrics;
        this.blockedUntil = Caffeine.newBuilder()
                .maximumSize(config.localSubjects())
                .expireAfterWrite(LONGEST_BLOCK)
                .build();
    }

    /** Whether keys from this address must not be looked up now. */
    public boolean isBlocked(String clientAddress) {
        Long until = blockedUntil.getIfPresent(ClientNetwork.of(clientAddress));
        return until != null && until - System.nanoTime() > 0;
    }

    /** Counts one; how long to wait if that was one too many. */
    public Future<Optional<Duration>> count(String clientAddress) {
        return limiter.decide(policy.subjectOf(NOBODY, () -> clientAddress), 1).map(decision -> switch (decision) {
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
