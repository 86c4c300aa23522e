package dev.tidepool.gateway.apikey;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Tells every gateway that a key's text ends, at once, so that none remembers it. To be called after the commit. */
@ApplicationScoped
class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final String CHANNEL = "tidepool:gateway:revoked-keys";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(1);

    private final ReactiveRedisDataSource redis;
    private final ApiKeyVerifier verifier;
    private final Event<KeyEnds> here;
    private final Vertx vertx;

    Revocations(ReactiveRedisDataSource redis, ApiKeyVerifier verifier, Event<KeyEnds> here, Vertx vertx) {
        this.redis = redis;
        this.verifier = verifier;
        this.here = here;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent started) {
        subscribe();
    }

    /** The same of several texts that ended just now. */
    Uni<Void> announceEnded(List<String> hashes) {
        Instant now = Instant.now();
        return Multi.createFrom()
                .iterable(hashes)
                .onItem()
                .transformToUniAndConcatenate(hash -> announce(new KeyEnds(hash, now)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Completes even when Redis is away: this gateway forgets the key, the others within the cache's lifetime. */
    Uni<Void> announce(KeyEnds ends) {
        apply(ends);
        return redis.pubsub(String.class)
                .publish(CHANNEL, ends.wire())
                .ifNoItem()
                .after(PUBLISH_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("event=revocation_not_announced reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private void apply(KeyEnds ends) {
        verifier.forget(ends.hash());
        here.fire(ends);
    }

    private void heard(String wire) {
        KeyEnds.ofWire(wire).ifPresentOrElse(this::apply, () -> LOG.warnf("event=revocation_malformed text=%s", wire));
    }

    private void subscribe() {
        // The client reports one loss as an end, a failure or both: subscribe once again.
        AtomicBoolean lost = new AtomicBoolean();
        Consumer<String> again = reason -> {
            if (lost.compareAndSet(false, true)) {
                LOG.debugf("event=revocations_lost reason=%s", reason);
                vertx.setTimer(RETRY.toMillis(), timer -> subscribe());
            }
        };
        redis.pubsub(String.class)
                .subscribe(
                        CHANNEL, this::heard, () -> again.accept("ended"), failure -> again.accept(failure.toString()))
                .subscribe()
                // What was announced while nobody listened is unknown: everything is looked up anew.
                .with(subscriber -> verifier.forgetAll(), failure -> again.accept(failure.toString()));
    }
}
