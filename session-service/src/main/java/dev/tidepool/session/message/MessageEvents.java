package dev.tidepool.session.message;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What is told of messages: {@code message:created} with messageId, sequence, role and status. */
@ApplicationScoped
class MessageEvents {

    private static final String CREATED = "message:created";

    private final SessionEvents events;

    MessageEvents(SessionEvents events) {
        this.events = events;
    }

    Uni<Void> appendAll(SqlConnection transaction, OrganizationId organization, List<Message> messages) {
        return events.appendAll(
                transaction,
                messages.stream().map(message -> created(organization, message)).toList());
    }

    private Event created(OrganizationId organization, Message message) {
        JsonObject data = data(message.id(), message.draft()).put("sequence", message.sequence());
        return events.event(CREATED, organization, message.session(), message.createdAt(), data);
    }

    /** Not stored yet, and without the sequence: the statement that stores it knows that. */
    Event created(OrganizationId organization, SessionId session, MessageId id, MessageDraft draft, Instant time) {
        return events.event(CREATED, organization, session, time, data(id, draft));
    }

    JsonObject envelope(Event event) {
        return events.envelope(event);
    }

    private static JsonObject data(MessageId id, MessageDraft draft) {
        return new JsonObject()
                .put("messageId", id.toString())
                .put("role", draft.role().wireName())
                .put("status", draft.status().wireName());
    }
}
