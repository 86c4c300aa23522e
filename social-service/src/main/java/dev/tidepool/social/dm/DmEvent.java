package dev.tidepool.social.dm;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.Author;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about private messages, for the one they are meant for: its own room is open to nobody else. They carry no text. */
final class DmEvent {

    private DmEvent() {}

    /** @param what {@code requested}, {@code approved}, {@code rejected} or {@code sent} */
    static Event of(EventId id, String what, ConversationId conversation, Author by, AgentId to, Instant time) {
        JsonObject data =
                new JsonObject().put("conversationId", conversation.toString()).put("from", by.name());
        return Event.of(id, "dm:" + what, by.organization(), time, List.of("user:" + to), data);
    }
}
