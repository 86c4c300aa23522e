package dev.tidepool.session.task;

import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.problem.Problem;
import java.util.UUID;

/** Names one task. */
public record TaskId(UUID value) implements TypedId {

    /** @throws Problem 404 for text that is no id: it names nothing, like any unknown id */
    public static TaskId fromString(String text) {
        try {
            return new TaskId(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound(TaskError.TASK_NOT_FOUND, text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
