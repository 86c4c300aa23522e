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
}
