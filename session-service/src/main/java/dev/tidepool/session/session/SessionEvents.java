package dev.tidepool.session.session;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What is told of a session: to its own room and to its organisation's. */
@ApplicationScoped
public class SessionEvents {

    private final Outbox outbox;
    private final Uuid7Generator ids;

    SessionEvents(Outbox outbox, Uuid7Generator ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Stores an event with the change of the transaction; the data gets the member {@code sessionId}. */
    public Uni<Void> append(
            SqlConnection transaction,
            String type,
            OrganizationId organization,
            SessionId id,
            Instant time,
            JsonObject data) {
        return outbox.append(transaction, event(type, organization, id, time, data));
    }

    /** The same for many at once, which {@link #event} made. */
    public Uni<Void> appendAll(SqlConnection transaction, List<Event> events) {
        return outbox.appendAll(transaction, events);
    }

    /** Not stored yet. */
    public Event event(String type, OrganizationId organization, SessionId id, Instant time, JsonObject data) {
        JsonObject all = new JsonObject().put("sessionId", id.toString()).mergeIn(data);
        List<String> rooms = List.of("session:" + id, "organization:" + organization);
        return Event.of(ids.next(EventId::new), type, organization, time, rooms, all);
    }

    /** What is stored of an event, for a statement that stores it itself. */
    public JsonObject envelope(Event event) {
        return outbox.envelope(event);
    }
}
