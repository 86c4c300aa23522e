package dev.tidepool.social.test;

import dev.tidepool.kernel.test.Eventually;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.pubsub.PubSubCommands;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** What the service tells the others, as they read it in Redis. */
public final class ToldEvents implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Queue<JsonObject> received = new ConcurrentLinkedQueue<>();
    private final PubSubCommands.RedisSubscriber subscription;

    public ToldEvents(RedisDataSource redis) {
        subscription = redis.pubsub(String.class)
                .subscribe("tidepool:events:social", text -> received.add(new JsonObject(text)));
    }

    /** The first event of this type with such data. */
    public JsonObject await(String type, Predicate<JsonObject> data) {
        return Eventually.value(SOON, type, () -> all(type, data).stream().findFirst());
    }

    /** The first about the agent whose id is {@code agentId} in it. */
    public JsonObject await(String type, SocialClient.TestAgent agent) {
        return await(type, data -> agent.id().toString().equals(data.getString("agentId")));
    }

    /** Those that have come by now. */
    public List<JsonObject> all(String type, Predicate<JsonObject> data) {
        return received.stream()
                .filter(event -> type.equals(event.getString("type")) && data.test(event.getJsonObject("data")))
                .toList();
    }

    @Override
    public void close() {
        subscription.unsubscribe();
    }
}
