package dev.tidepool.kernel.event;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stores events in the same transaction as the change they tell of, so that neither exists without the other. */
@ApplicationScoped
public class Outbox {

    private final TraceContext traces;
    private final String insert;
    private final String insertAll;

    Outbox(TraceContext traces, @ConfigProperty(name = "tidepool.service") String service) {
        this.traces = traces;
        this.insert = "INSERT INTO %s.outbox (id, envelope) VALUES ($1, $2)".formatted(service);
        this.insertAll =
                "INSERT INTO %s.outbox (id, envelope) SELECT * FROM unnest($1::uuid[], $2::jsonb[])".formatted(service);
    }

    /** Appends within the connection's open transaction. Call {@link OutboxRelay#wake()} after the commit. */
    public Uni<Void> append(SqlConnection transaction, Event event) {
        return transaction
                .preparedQuery(insert)
                .execute(Tuple.of(event.id().value(), envelope(event)))
                .replaceWithVoid();
    }

    /** The same for many events, in one statement. */
    public Uni<Void> appendAll(SqlConnection transaction, List<Event> events) {
        UUID[] ids = events.stream().map(event -> event.id().value()).toArray(UUID[]::new);
        JsonObject[] envelopes = events.stream().map(this::envelope).toArray(JsonObject[]::new);
        return transaction
                .preparedQuery(insertAll)
                .execute(Tuple.of(ids, envelopes))
                .replaceWithVoid();
    }

    /** What is stored of an event, for a statement that stores it itself. U+0000, which the column cannot hold, becomes U+FFFD. */
    public JsonObject envelope(Event event) {
        return event.withTraceparent(traces.current()).storable().toJson();
    }
}
