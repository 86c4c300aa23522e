package dev.tidepool.kernel.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
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

    /**
     * Appends within the connection's open transaction. Call {@link OutboxRelay#wake()} after the commit. U+0000, which the column
     * cannot hold, becomes U+FFFD.
     */
    public Uni<Void> append(SqlConnection transaction, Event event) {
        Event traced = event.withTraceparent(traces.current()).storable();
        return transaction
                .preparedQuery(insert)
                .execute(Tuple.of(event.id().value(), traced.toJson()))
                .replaceWithVoid();
    }
}
