package dev.tidepool.kernel.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands.ReactiveRedisSubscriber;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to channels of Redis. A subscription's connection is never written to, so the loss of its peer without a farewell
 * would not be noticed: each subscription hears this process's heartbeat besides, and one that misses it is lost.
 */
@ApplicationScoped
public class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class);

    private final ReactiveRedisDataSource redis;
    private final SubscriptionConfig config;
    private final Vertx vertx;
    private final String heartbeat = "tidepool:heartbeat:" + UUID.randomUUID();
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

    Subscriptions(ReactiveRedisDataSource redis, SubscriptionConfig config, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent started) {
        vertx.setPeriodic(config.heartbeat().toMillis(), timer -> beat());
    }

    /**
     * Subscribes once. None of the arguments may block.
     *
     * @param pattern of channels, or a channel's name
     * @param joined runs when listening begins
     * @param lost runs once, with a reason for the log, when the subscription is lost or was never made
     */
    public void listen(String pattern, Consumer<String> heard, Runnable joined, Consumer<String> lost) {
        Subscription subscription = new Subscription(heard, lost);
        open.add(subscription);
        redis.pubsub(String.class)
                .subscribeToPatterns(
                        List.of(pattern, heartbeat),
                        subscription::hear,
                        () -> subscription.lose("ended"),
                        failure -> subscription.lose(failure.toString()))
                .subscribe()
                .with(
                        subscriber -> subscription.begin(subscriber, joined),
                        failure -> subscription.lose(failure.toString()));
    }

    private void beat() {
        long now = System.nanoTime();
        open.forEach(subscription -> subscription.check(now));
        redis.pubsub(String.class)
                .publish(heartbeat, "")
                .ifNoItem()
                .after(config.heartbeat())
                .fail()
                .subscribe()
                .with(sent -> {}, failure -> LOG.debugf("event=heartbeat_not_sent reason=%s", failure.toString()));
    }

    private final class Subscription {

        private final Consumer<String> heard;
        private final Consumer<String> lost;
        private final AtomicBoolean isLost = new AtomicBoolean();
        private volatile long heardAt = System.nanoTime();
        private volatile @Nullable ReactiveRedisSubscriber subscriber;

        Subscription(Consumer<String> heard, Consumer<String> lost) {
            this.heard = heard;
            this.lost = lost;
        }

        void begin(ReactiveRedisSubscriber begun, Runnable joined) {
            subscriber = begun;
            if (isLost.get()) {
                leave();
            } else {
                joined.run();
            }
        }

        void hear(String channel, String text) {
            if (isLost.get()) {
                return;
            }
            heardAt = System.nanoTime();
            if (!channel.equals(heartbeat)) {
                heard.accept(text);
            }
        }

        void check(long now) {
            if (now - heardAt > config.heartbeat().toNanos() * config.missed()) {
                lose("no heartbeat");
            }
        }

        /** One loss may be told as an end, a failure or both. */
        void lose(String reason) {
            if (isLost.compareAndSet(false, true)) {
                open.remove(this);
                leave();
                lost.accept(reason);
            }
        }

        /** A peer that is gone does not answer, and nobody waits for it: what is written here ends the connection in the end. */
        private void leave() {
            ReactiveRedisSubscriber begun = subscriber;
            if (begun != null) {
                begun.unsubscribe().subscribe().with(left -> {}, failure -> {});
            }
        }
    }
}
