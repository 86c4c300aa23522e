package dev.tidepool.gateway.support;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Publishes events as a service does: stored with a change, then relayed. */
@ApplicationScoped
public class Events {

    private final Pool pool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    Events(Pool pool, Outbox outbox, OutboxRelay relay, Uuid7Generator ids) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
    }

    /** Stores numbered events in one transaction, first to last, and has them relayed. */
    public void publish(OrganizationId organization, String room, int first, int last) {
        List<Event> events = IntStream.rangeClosed(first, last)
                .mapToObj(number -> Event.of(
                        ids.next(EventId::new),
                        "thing:happened",
                        organization,
                        Instant.now(),
                        List.of(room),
                        new JsonObject().put("number", number)))
                .sorted((a, b) -> a.id().toString().compareTo(b.id().toString()))
                .toList();
        List<Event> numbered = IntStream.range(0, events.size())
                .mapToObj(index -> Event.of(
                        events.get(index).id(),
                        "thing:happened",
                        organization,
                        Instant.now(),
                        List.of(room),
                        new JsonObject().put("number", first + index)))
                .toList();
        pool.withTransaction(transaction -> Uni.join()
                        .all(numbered.stream()
                                .map(event -> outbox.append(transaction, event))
                                .toList())
                        .andFailFast())
                .subscribeAsCompletionStage()
                .toCompletableFuture()
                .join();
        relay.wake();
    }
}
