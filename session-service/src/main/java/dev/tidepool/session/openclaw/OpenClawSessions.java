package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The gateway's own sessions, the records that agents keep of conversations. All fail with a Problem whose code is an
 * {@link OpenClawError}, with {@link OpenClawError#OPENCLAW_SESSION_NOT_FOUND} when the agent does not know the conversation.
 */
@ApplicationScoped
public class OpenClawSessions {

    private final OpenClaw gateway;
    private final ExactJson json;

    OpenClawSessions(OpenClaw gateway, ExactJson json) {
        this.gateway = gateway;
        this.json = json;
    }

    /** The gateway's row of it. */
    public Uni<JsonNode> describe(SessionKey key) {
        return look(key).invoke(row -> requireKnown(row, key));
    }

    private Uni<JsonNode> look(SessionKey key) {
        return gateway.call("sessions.describe", keyed(key)).map(answer -> answer.path("session"));
    }

    /** @param changes members of the gateway's {@code sessions.patch} */
    public Uni<Void> patch(SessionKey key, ObjectNode changes) {
        return describe(key).chain(row -> patch(key, row, changes));
    }

    /** Of the very session that was read: one that took its place meanwhile is left alone. */
    private Uni<Void> patch(SessionKey key, JsonNode row, ObjectNode changes) {
        ObjectNode params = keyed(key);
        params.setAll(changes);
        params.set("expectedSessionId", row.path("sessionId"));
        return gateway.call("sessions.patch", params).replaceWithVoid();
    }

    public Uni<Void> reset(SessionKey key) {
        return describe(key)
                .chain(row -> gateway.call("sessions.reset", keyed(key).put("reason", "reset")))
                .replaceWithVoid();
    }

    /** What became of it: {@code compacted}, {@code reason}. */
    public Uni<JsonNode> compact(SessionKey key) {
        return describe(key).chain(row -> gateway.call("sessions.compact", keyed(key)));
    }

    /** Deletes it with its transcript; one that is not there is deleted already. Ends what runs in it. */
    public Uni<Void> delete(SessionKey key) {
        return look(key).chain(row -> isKnown(row) ? archive(key, row).chain(() -> deleteArchived(key, row)) : gone());
    }

    /** Who may not delete sessions may delete archived ones. */
    private Uni<Void> archive(SessionKey key, JsonNode row) {
        return patch(key, row, json.object().put("archived", true));
    }

    private Uni<Void> deleteArchived(SessionKey key, JsonNode row) {
        ObjectNode params = keyed(key).put("archivedOnly", true).put("deleteTranscript", true);
        params.set("expectedSessionId", row.path("sessionId"));
        return gateway.call("sessions.delete", params).replaceWithVoid();
    }

    private static Uni<Void> gone() {
        return Uni.createFrom().voidItem();
    }

    private static boolean isKnown(JsonNode row) {
        return row.path("sessionId").isTextual();
    }

    private static void requireKnown(JsonNode row, SessionKey key) {
        if (!isKnown(row)) {
            throw Problem.of(
                    OpenClawError.OPENCLAW_SESSION_NOT_FOUND,
                    "The agent " + key.agent() + " does not know the session " + key.session() + ".");
        }
    }

    private ObjectNode keyed(SessionKey key) {
        return json.object().put("key", key.toString());
    }
}
