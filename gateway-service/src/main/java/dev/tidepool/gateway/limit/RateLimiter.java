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
 * <p>A request is first counted here, then in Redis, which decides for all gateways together. What this gateway has
 * admitted never exceeds what all have, so a refusal here needs no round trip, and the limit stays exact for one gateway
 * while Redis comes and goes. When Redis fails or is slow the local count stands alone, and one request a second, or a health
 * check that reaches it, tries Redis again.
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

    /** Tells that Redis was seen to answer: decisions are shared again, without waiting for a request to try. */
    public void redisAnswered() {
        if (state.getAndSet(SHARED) instanceof RedisState.Degraded) {
            LOG.info("event=ratelimit_shared_again");
        }
    }

    /** Counts the request here, then in Redis. Redis's word is final; without it the local one stands. */
    Future<RateDecision> decide(RateSubject subject) {
        long now = System.nanoTime() / 1000;
        RateDecision here = local.take(subject, now);
        boolean isFinal = here instanceof RateDecision.Denied || !mayAskRedis();
        return isFinal ? Future.succeededFuture(counted(subject, here, "local")) : askRedis(subject, now, here);
    }

    private boolean mayAskRedis() {
        return switch (state.get()) {
            case RedisState.Shared shared -> true;
            case RedisState.Degraded degraded -> isTrial(degraded);
        };
    }

    private boolean isTrial(RedisState.Degraded degraded) {
        long now = System.nanoTime();
        return degraded.isDue(now) && state.compareAndSet(degraded, RedisState.degraded(now, config.redisRetry()));
    }

    private Future<RateDecision> askRedis(RateSubject subject, long now, RateDecision here) {
        return shared.take(subject)
                .timeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(decision -> decidedByRedis(subject, now, decision))
                .otherwise(failure -> withoutRedis(subject, now, here, failure));
    }

    private RateDecision decidedByRedis(RateSubject subject, long now, RateDecision decision) {
        redisAnswered();
        if (decision instanceof RateDecision.Denied) {
            local.release(subject, now);
        }
        return counted(subject, decision, "redis");
    }

    private RateDecision withoutRedis(RateSubject subject, long now, RateDecision here, Throwable failure) {
        if (!firedLate(failure, System.nanoTime() / 1000 - now)) {
            degrade(failure);
        }
        return counted(subject, here, "local");
    }

    /** A timer that fires late tells of a busy process, not of Redis: the next request asks again. */
    private boolean firedLate(Throwable failure, long tookMicros) {
        return failure instanceof TimeoutException
                && tookMicros > config.redisTimeout().plus(TIMER_SLACK).toNanos() / 1000;
    }

    private void degrade(Throwable failure) {
        RedisState.Degraded degraded = RedisState.degraded(System.nanoTime(), config.redisRetry());
        if (state.compareAndSet(SHARED, degraded)) {
            LOG.warnf("event=ratelimit_degraded reason=%s", failure.toString());
        }
    }

    private RateDecision counted(RateSubject subject, RateDecision decision, String store) {
        String outcome = decision instanceof RateDecision.Allowed ? "allowed" : "denied";
        metrics.counter("tidepool.ratelimit.decisions", "tier", subject.tier(), "outcome", outcome, "store", store)
                .increment();
        return decision;
    }
}
