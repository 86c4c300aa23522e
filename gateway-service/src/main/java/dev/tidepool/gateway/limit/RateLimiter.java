package dev.tidepool.gateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Decides whether a request may pass, by a sliding window log: in any span of 60 s an organisation of the tier open_source has
 * exactly its first 100 requests admitted, as a burst or spread. A leaky bucket (GCRA) that admits the same burst refills
 * meanwhile and would admit up to 199 in some minute, so it is not used. Refused requests are not counted.
 *
 * <p>Redis decides for all gateways together; when it fails or is slow, the local window decides, and one request a second
 * tries Redis again.
 */
@ApplicationScoped
public class RateLimiter {

    private static final Logger LOG = Logger.getLogger(RateLimiter.class);
    private static final RedisState SHARED = new RedisState.Shared();
    private static final Duration TIMER_SLACK = Duration.ofMillis(20);

    private final RedisWindow shared;
    private final LocalWindow local;
    private final LimitConfig config;
    private final MeterRegistry metrics;
    private final AtomicReference<RedisState> state = new AtomicReference<>(SHARED);

    RateLimiter(RedisWindow shared, LocalWindow local, LimitConfig config, MeterRegistry metrics) {
        this.shared = shared;
        this.local = local;
        this.config = config;
        this.metrics = metrics;
        metrics.gauge("tidepool.ratelimit.degraded", state, held -> held.get() instanceof RedisState.Degraded ? 1 : 0);
    }

    /** Whether decisions are local because Redis is away. */
    public boolean isDegraded() {
        return state.get() instanceof RedisState.Degraded;
    }

    Future<RateDecision> decide(RateSubject subject) {
        return switch (state.get()) {
            case RedisState.Shared now -> askRedis(subject);
            case RedisState.Degraded degraded ->
                isTrial(degraded) ? askRedis(subject) : Future.succeededFuture(decideLocally(subject));
        };
    }

    private boolean isTrial(RedisState.Degraded degraded) {
        long now = System.nanoTime();
        return degraded.isDue(now) && state.compareAndSet(degraded, RedisState.degraded(now, config.redisRetry()));
    }

    private Future<RateDecision> askRedis(RateSubject subject) {
        long start = System.nanoTime();
        return shared.take(subject)
                .timeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(decision -> decidedByRedis(subject, decision))
                .otherwise(failure -> decideWithout(subject, failure, System.nanoTime() - start));
    }

    private RateDecision decidedByRedis(RateSubject subject, RateDecision decision) {
        RedisState before = state.get();
        if (before instanceof RedisState.Degraded && state.compareAndSet(before, SHARED)) {
            LOG.info("event=ratelimit_shared_again");
        }
        if (decision instanceof RateDecision.Allowed) {
            local.count(subject);
        }
        return counted(subject, decision, "redis");
    }

    /** A timer that fires late tells of a busy process, not of Redis: that one decision is local, the next asks again. */
    private RateDecision decideWithout(RateSubject subject, Throwable failure, long tookNanos) {
        boolean late = failure instanceof TimeoutException
                && tookNanos > config.redisTimeout().plus(TIMER_SLACK).toNanos();
        return late ? decideLocally(subject) : degrade(subject, failure);
    }

    private RateDecision degrade(RateSubject subject, Throwable failure) {
        RedisState.Degraded degraded = RedisState.degraded(System.nanoTime(), config.redisRetry());
        if (state.compareAndSet(SHARED, degraded)) {
            LOG.warnf("event=ratelimit_degraded reason=%s", failure.toString());
        }
        return decideLocally(subject);
    }

    private RateDecision decideLocally(RateSubject subject) {
        return counted(subject, local.take(subject), "local");
    }

    private RateDecision counted(RateSubject subject, RateDecision decision, String store) {
        String outcome = decision instanceof RateDecision.Allowed ? "allowed" : "denied";
        metrics.counter("tidepool.ratelimit.decisions", "tier", subject.tier(), "outcome", outcome, "store", store)
                .increment();
        return decision;
    }
}
