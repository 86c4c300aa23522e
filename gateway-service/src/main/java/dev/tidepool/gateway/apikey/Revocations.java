package dev.tidepool.gateway.apikey;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Tells every gateway that a key is revoked, at once, so that none remembers it. */
@ApplicationScoped
class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final String CHANNEL = "tidepool:gateway:revoked-keys";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(1);

    private final ReactiveRedisDataSource redis;
    private final ApiKeyVerifier verifier;
    private final Vertx vertx;

    Revocations(ReactiveRedisDataSource redis, ApiKeyVerifier verifier, Vertx vertx) {
        this.redis = redis;
        this.verifier = verifier;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent started) {
        subscribe();
    }

    /** Completes even when Redis is away: this gateway forgets the key, the others within the cache's lifetime. */
    Uni<Void> announce(String hash) {
        verifier.forget(hash);
        return redis.pubsub(String.class)
                .publish(CHANNEL, hash)
                .ifNoItem()
                .after(PUBLISH_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("event=revocation_not_announced reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
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
                        CHANNEL,
                        verifier::forget,
                        () -> again.accept("ended"),
                        failure -> again.accept(failure.toString()))
                .subscribe()
                // What was announced while nobody listened is unknown: everything is looked up anew.
                .with(subscriber -> verifier.forgetAll(), failure -> again.accept(failure.toString()));
    }
}
