package dev.tidepool.session.send;

import dev.tidepool.session.task.Task;
import dev.tidepool.session.task.TaskFailure;
import dev.tidepool.session.task.TaskState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message to another session.
 *
 * @param status {@code ok}, {@code accepted} when nobody waits, {@code timeout} when the reply is still to come, {@code failed}
 * @param taskId the task that delivers it
 * @param reply null when there is none, also when the receiver chose not to reply
 * @param replies answers in all, of both sides
 */
record SendView(
        String status,
        UUID taskId,
        UUID sessionId,
        @Nullable String reply,
        boolean skipped,
        int replies,
        @Nullable TaskFailure error) {

    static SendView of(Task task, UUID receiver, Duration timeout) {
        JsonObject result = task.state() instanceof TaskState.Succeeded done ? done.result() : new JsonObject();
        @Nullable String reply = result.getString("reply");
        boolean skipped = result.getBoolean("skipped", false);
        return new SendView(
                statusOf(task, timeout),
                task.id().value(),
                receiver,
                reply == null || InterSessionMessage.isSkip(reply) ? null : reply,
                skipped,
                result.getJsonArray("replies", new JsonArray()).size(),
                task.state() instanceof TaskState.Failed ? error(task) : null);
    }

    /** Why another organisation's session did not answer is its own affair. */
    private static @Nullable TaskFailure error(Task task) {
        boolean isForeign = SendTasks.Exchange.of(task.draft().input()).isForeign();
        return task.failure()
                .map(failure -> isForeign ? new TaskFailure(failure.code(), "The receiver could not answer.") : failure)
                .orElse(null);
    }

    static String statusOf(Task task, Duration timeout) {
        return switch (task.state()) {
            case TaskState.Succeeded done -> "ok";
            case TaskState.Failed failed -> "failed";
            case TaskState.Cancelled cancelled -> "failed";
            case TaskState.Queued queued -> timeout.isZero() ? "accepted" : "timeout";
            case TaskState.Running running -> timeout.isZero() ? "accepted" : "timeout";
        };
    }
}
