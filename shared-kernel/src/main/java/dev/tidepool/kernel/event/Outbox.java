package dev.tidepool.kernel.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stores events in the same transaction as the change they tell of, so that neither exists without the other. */
@ApplicationScoped
public class Outbox {

    private final TraceContext traces;
    private final String insert;

    Outbox(TraceContext traces, @ConfigProperty(name = "tidepool.service") String service) {
        this.traces = traces;
        this.insert = "INSERT INTO %s.outbox (id, envelope) VALUES ($1, $2)".formatted(service);
    }

    /** Appends within the connection's open transaction. Call {@link OutboxRelay#wake()} after the commit. */
    public Uni<Void> append(SqlConnection transaction, Event event) {
        Event traced = event.withTraceparent(traces.current());
        return transaction
                .preparedQuery(insert)
                .execute(Tuple.of(event.id().value(), traced.toJson()))
                .replaceWithVoid();
    }

    /** The same for many events, in one go. */
    public Uni<Void> appendAll(SqlConnection transaction, List<Event> events) {
        Optional<String> context = traces.current();
        return transaction
                .preparedQuery(insert)
                .executeBatch(events.stream()
                        .map(event -> event.withTraceparent(context))
                        .map(event -> Tuple.of(event.id().value(), event.toJson()))
                        .toList())
                .replaceWithVoid();
    }
}
