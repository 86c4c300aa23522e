package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** How an attempt went. */
sealed interface TaskOutcome {

    record Succeeded(JsonObject result) implements TaskOutcome {}

    /** To be tried again. */
    record Retry(TaskFailure failure, Duration pause) implements TaskOutcome {}

    /** To be begun later: it could not be by now. */
    record PutBack(Duration pause) implements TaskOutcome {}

    record Failed(TaskFailure failure) implements TaskOutcome {}

    record Cancelled() implements TaskOutcome {}

    /** What follows from a failure. Pure but for the draw. */
    static TaskOutcome ofFailure(Throwable thrown, Task task, Backoff backoff, double draw) {
        if (thrown instanceof TaskPutOff off) {
            // Not all of them at once.
            return new PutBack(off.pause().plusMillis((long) (draw * off.pause().toMillis())));
        }
        TaskFailure failure = failure(thrown);
        boolean isLast = task.failures() + 1 >= task.draft().maxAttempts().orElse(1);
        if (isLast || !mayPass(thrown)) {
            return new Failed(failure);
        }
        Duration usual = backoff.after(task.failures() + 1, draw);
        Duration asked = retryAfter(thrown);
        return new Retry(failure, asked.compareTo(usual) > 0 ? asked : usual);
    }

    private static TaskFailure failure(Throwable thrown) {
        return thrown instanceof Problem problem
                ? new TaskFailure(problem.code().name(), problem.detail())
                : new TaskFailure(TaskError.TASK_FAILED.name(), "The task failed for a reason that is in the log.");
    }

    /** What the client got wrong stays wrong. */
    private static boolean mayPass(Throwable thrown) {
        return !(thrown instanceof Problem problem) || problem.status() == 429 || problem.status() >= 500;
    }

    private static Duration retryAfter(Throwable thrown) {
        return thrown instanceof Problem problem && problem.members().get("retryAfter") instanceof Long seconds
                ? Duration.ofSeconds(seconds)
                : Duration.ZERO;
    }
}
