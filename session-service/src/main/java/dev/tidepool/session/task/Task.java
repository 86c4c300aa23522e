package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Caller;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Work of one organisation.
 *
 * @param member in whose name it runs, with the rights he had when he asked for it; or less, if he has less when it runs
 * @param draft what was asked for; its time, timeout and number of attempts are set
 * @param attempt counts its starts, by which a worker that lost it is told from the one that has it
 * @param failures attempts that failed
 * @param retries how often it was begun anew after a worker had told that the attempt before was over
 * @param failure of the last attempt that failed
 * @param checkpoint what the last attempt had reached
 */
public record Task(
        TaskId id,
        Caller.Member member,
        TaskDraft draft,
        TaskState state,
        int attempt,
        int failures,
        int retries,
        Optional<TaskFailure> failure,
        TaskProgress progress,
        Optional<JsonObject> checkpoint,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> startedAt) {

    /** The same in the name of what its member is by now. */
    Task as(Caller.Member now) {
        return new Task(
                id,
                now,
                draft,
                state,
                attempt,
                failures,
                retries,
                failure,
                progress,
                checkpoint,
                createdAt,
                updatedAt,
                startedAt);
    }

    public boolean hasEnded() {
        return state.status().hasEnded();
    }
}
