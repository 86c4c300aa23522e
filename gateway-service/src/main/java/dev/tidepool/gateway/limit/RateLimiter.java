package dev.tidepool.gateway.limit;

import dev.tidepool.gateway.limit.RateCounters.Store;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Decides whether a request may pass, by a sliding window: in any span of 60 s an organisation of the tier open_source has at
 * most 100 requests admitted, as a burst or spread, over all gateways; an admission stops counting 60 to 61 s after it was made.
 * A leaky bucket (GCRA) that admits the same burst refills meanwhile and would admit up to 199 in some minute, so it is not
 * used. Refused requests are not counted.
 *
 * <p>Redis counts for all gateways. A gateway takes admissions from it on lease, as many as it will need in the next moments, so
 * that most requests need no trip; a lease ends with the step of Redis's clock it was counted in, and what is left of it goes
 * back with the next trip. Each gateway counts what it admits besides: that never exceeds what all admit, so a refusal here
 * needs no trip, and the limit stays exact for one gateway while Redis comes and goes. When Redis fails or is slow the
 * own count stands alone, and one request a second, or a health check, tries Redis again.
 */
@Singleton
public class RateLimiter {

    private static final Logger LOG = Logger.getLogger(RateLimiter.class);
    private static final RedisState SHARED = new RedisState.Shared();
    private static final Duration TIMER_SLACK = Duration.ofMillis(20);
    private static final int CHANCES = 3;

    /** Nobody's limit: a request of it tells whether Redis counts. */
    private static final RateSubject TRIAL =
            new RateSubject("trial", "none", List.of(new RateRule(1_000_000, Duration.ofMinutes(1))));

    private static final Lease.Request ONE = new Lease.Request(1, 1, 0, 0);

    private final RedisWindow shared;
    private final RateBooks books;
    private final RateCounters counters;
    private final LimitConfig config;
    private final AtomicReference<RedisState> state = new AtomicReference<>(SHARED);

    RateLimiter(RedisWindow shared, RateBooks books, RateCounters counters, LimitConfig config, MeterRegistry metrics) {
        this.shared = shared;
        this.books = books;
        this.counters = counters;
        this.config = config;
        metrics.gauge("tidepool.ratelimit.degraded", state, held -> held.get() instanceof RedisState.Degraded ? 1 : 0);
    }

    /**
     * Whether Redis decides for all gateways. When it did not when last asked, it is tried as by a request, so that it is known
     * again without one. Only the script's own answer tells: a Redis that is slow or takes no writes answers other questions.
     */
    public Future<Boolean> isShared() {
        return switch (state.get()) {
            case RedisState.Shared shared -> Future.succeededFuture(true);
            case RedisState.Degraded degraded -> isTrial(degraded) ? tryRedis() : Future.succeededFuture(false);
        };
    }

    private Future<Boolean> tryRedis() {
        return inTime(shared.take(TRIAL, ONE), CHANCES)
                .onSuccess(granted -> redisAnswered())
                .map(true)
                .otherwise(false);
    }

    private void redisAnswered() {
        if (state.getAndSet(SHARED) instanceof RedisState.Degraded) {
            LOG.info("event=ratelimit_shared_again");
        }
    }

    /**
     * Both must admit. The key's word is asked first, so that a key beyond its limit costs its organisation nothing; what it
     * gave is taken back when the organisation refuses.
     */
    Future<RateDecision> decide(RateSubject key, RateSubject organization, int cost) {
        return decide(key, cost).compose(word -> switch (word) {
            case RateDecision.Denied denied -> Future.succeededFuture(denied);
            case RateDecision.Allowed allowed ->
                decide(organization, cost).map(other -> both(key, allowed, other, cost));
        });
    }

    private RateDecision both(RateSubject key, RateDecision.Allowed allowed, RateDecision organization, int cost) {
        return switch (organization) {
            case RateDecision.Denied denied -> {
                long now = micros();
                books.of(key, now).refund(allowed, key.charge(cost), now);
                yield denied;
            }
            case RateDecision.Allowed also ->
                new RateDecision.Allowed(also.state().and(allowed.state()), also.lease(), also.countedAt());
        };
    }

    /** Completed at once unless Redis must be asked. Never fails. */
    Future<RateDecision> decide(RateSubject subject, int requestCost) {
        long now = micros();
        int cost = subject.charge(requestCost);
        RateBook book = books.of(subject, now);
        RateDecision known = book.atHand(cost, now);
        if (known != null) {
            counters.count(subject, known, Store.LEASE);
            askAhead(subject, book, now);
            return Future.succeededFuture(known);
        }
        if (!mayAskRedis()) {
            RateDecision alone = book.alone(cost, now);
            counters.count(subject, alone, Store.LOCAL);
            return Future.succeededFuture(alone);
        }
        // Made on the request's own context: that is where its answer goes on, whichever request's trip brings it.
        Promise<RateDecision> promise = promise();
        Lease.Request trip = book.await(promise, cost, now);
        if (trip != null) {
            ask(subject, book, trip);
        }
        return promise.future();
    }

    private void askAhead(RateSubject subject, RateBook book, long now) {
        Lease.Request trip = state.get() instanceof RedisState.Shared ? book.ahead(now) : null;
        if (trip != null) {
            ask(subject, book, trip);
        }
    }

    private static Promise<RateDecision> promise() {
        return Vertx.currentContext() instanceof ContextInternal context ? context.promise() : Promise.promise();
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

    private void ask(RateSubject subject, RateBook book, Lease.Request trip) {
        long sentAt = micros();
        inTime(shared.take(subject, trip), CHANCES)
                .onSuccess(grant -> answered(subject, book, grant, sentAt))
                .onFailure(failure -> withoutRedis(subject, book, failure));
    }

    /**
     * Redis's answer, unless it takes too long. A timer that fires late tells of a busy process, in which the answer mostly waits
     * by then too: it is set anew a few times, or each gateway would admit the whole limit just when all of them have much to do.
     */
    private Future<Lease.Grant> inTime(Future<Lease.Grant> answer, int chances) {
        long setAt = micros();
        return answer.timeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    if (!firedLate(failure, micros() - setAt)) {
                        return Future.failedFuture(failure);
                    }
                    return chances > 0 ? inTime(answer, chances - 1) : Future.failedFuture(new TooBusy());
                });
    }

    private void answered(RateSubject subject, RateBook book, Lease.Grant grant, long sentAt) {
        redisAnswered();
        RateBook.Outcome outcome = book.settle(grant, sentAt, micros());
        keep(subject, outcome.kept(), Store.REDIS);
        if (outcome.next() != null) {
            ask(subject, book, outcome.next());
        }
    }

    private void withoutRedis(RateSubject subject, RateBook book, Throwable failure) {
        // Of a busy process's own delay Redis is not to blame: the next request asks again.
        if (!(failure instanceof TooBusy)) {
            degrade(failure);
        }
        keep(subject, book.settleAlone(micros()), Store.LOCAL);
    }

    private void keep(RateSubject subject, List<RateBook.Kept> kept, Store store) {
        for (RateBook.Kept each : kept) {
            counters.count(subject, each.decision(), store);
            each.promise().complete(each.decision());
        }
    }

    private static long micros() {
        return System.nanoTime() / 1000;
    }

    /** Redis may have answered; nobody had the time to look. */
    private static final class TooBusy extends VertxException {

        private static final long serialVersionUID = 1;

        TooBusy() {
            super("the process was too busy to look", true);
        }
    }

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
}
