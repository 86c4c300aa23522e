package dev.tidepool.session.task;

import dev.tidepool.session.session.SessionId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task before it is in the queue.
 *
 * @param kind of the {@link TaskHandler} that runs it
 * @param session the session it belongs to, whose room is told of it
 * @param runAt not before; empty for now
 * @param timeout of one attempt; empty for the usual one
 * @param maxAttempts after as many failures it fails for good; empty for the usual number
 * @param idempotencyKey a second task of this key is the first one
 */
public record TaskDraft(
        String kind,
        Optional<SessionId> session,
        JsonObject input,
        TaskPriority priority,
        Optional<Instant> runAt,
        Optional<Duration> timeout,
        Optional<Integer> maxAttempts,
        Optional<String> idempotencyKey) {

    /** To be run soon, with the usual limits. */
    public static TaskDraft of(String kind, JsonObject input) {
        return new TaskDraft(
                kind,
                Optional.empty(),
                input,
                TaskPriority.NORMAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public TaskDraft inSession(SessionId wanted) {
        return new TaskDraft(kind, Optional.of(wanted), input, priority, runAt, timeout, maxAttempts, idempotencyKey);
    }

    public TaskDraft withPriority(TaskPriority wanted) {
        return new TaskDraft(kind, session, input, wanted, runAt, timeout, maxAttempts, idempotencyKey);
    }

    public TaskDraft within(Duration wanted) {
        return new TaskDraft(kind, session, input, priority, runAt, Optional.of(wanted), maxAttempts, idempotencyKey);
    }

    public TaskDraft withKey(String key) {
        return new TaskDraft(kind, session, input, priority, runAt, timeout, maxAttempts, Optional.of(key));
    }

    /** What can be asked for again, for whoever stores it: all but the time and the key. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("kind", kind).put("priority", priority.wireName());
        session.ifPresent(id -> json.put("sessionId", id.toString()));
        timeout.ifPresent(limit -> json.put("timeoutSeconds", limit.toSeconds()));
        maxAttempts.ifPresent(most -> json.put("maxAttempts", most));
        return json.put("input", input);
    }

    public static TaskDraft ofJson(JsonObject json) {
        return new TaskDraft(
                json.getString("kind"),
                Optional.ofNullable(json.getString("sessionId")).map(SessionId::fromString),
                json.getJsonObject("input"),
                TaskPriority.ofWireName(json.getString("priority")),
                Optional.empty(),
                Optional.ofNullable(json.getLong("timeoutSeconds")).map(Duration::ofSeconds),
                Optional.ofNullable(json.getInteger("maxAttempts")),
                Optional.empty());
    }
}
