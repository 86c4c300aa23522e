package dev.tidepool.gateway.announce;

import dev.tidepool.kernel.redis.Subscriptions;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Channels of Redis on which gateways tell each other what to forget. Announcements can be lost: each needs a net below it. */
@ApplicationScoped
public class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(1);

    private final ReactiveRedisDataSource redis;
    private final Subscriptions subscriptions;
    private final Vertx vertx;
    private volatile boolean stopping;

    Announcements(ReactiveRedisDataSource redis, Subscriptions subscriptions, Vertx vertx) {
        this.redis = redis;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Completes even when Redis is away: then nobody is told. The sender hears itself too. */
    public Uni<Void> publish(String channel, String text) {
        return publish(channel, List.of(text));
    }

    /** The same of several texts: however many they are, it takes no longer than one. */
    public Uni<Void> publish(String channel, List<String> texts) {
        List<Request> requests = texts.stream()
                .map(text -> Request.cmd(Command.PUBLISH).arg(channel).arg(text))
                .toList();
        return requests.isEmpty()
                ? Uni.createFrom().voidItem()
                : within(channel, redis.getRedis().batch(requests));
    }

    private static Uni<Void> within(String channel, Uni<?> published) {
        return published
                .replaceWithVoid()
                .ifNoItem()
                .after(PUBLISH_LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("event=not_announced channel=%s reason=%s", channel, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Listens for the life of the process. Neither argument may block.
     *
     * @param joined runs whenever listening begins, also again after a loss: what was announced meanwhile is unknown
     */
    public void listen(String channel, Consumer<String> heard, Runnable joined) {
        subscriptions.listen(channel, heard, joined, reason -> {
            if (!stopping) {
                LOG.debugf("event=announcements_lost channel=%s reason=%s", channel, reason);
                vertx.setTimer(RETRY.toMillis(), timer -> listen(channel, heard, joined));
            }
        });
    }
}
