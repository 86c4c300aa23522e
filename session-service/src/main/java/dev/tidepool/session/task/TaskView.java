package dev.tidepool.session.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as JSON.
 *
 * @param runAt when it is or was due: after a failure, when it is tried again
 * @param cancelling whether it was cancelled and has not stopped yet
 * @param error of the last attempt that failed, also when a later one succeeded
 * @param input absent in lists, as is the result
 */
record TaskView(
        UUID id,
        String kind,
        String status,
        String priority,
        @Nullable UUID sessionId,
        Progress progress,
        int attempt,
        int failures,
        @Nullable Integer maxAttempts,
        @Nullable Long timeoutSeconds,
        boolean cancelling,
        @Nullable TaskFailure error,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant runAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> input,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> result) {

    record Progress(int percent, @Nullable String note) {}

    static TaskView of(Task task) {
        return of(
                task,
                task.draft().input().getMap(),
                task.state() instanceof TaskState.Succeeded done ? done.result().getMap() : null);
    }

    static TaskView summary(Task task) {
        return of(task, null, null);
    }

    private static TaskView of(Task task, @Nullable Map<String, Object> input, @Nullable Map<String, Object> result) {
        TaskDraft draft = task.draft();
        return new TaskView(
                task.id().value(),
                draft.kind(),
                task.state().status().wireName(),
                draft.priority().wireName(),
                draft.session().map(session -> session.value()).orElse(null),
                new Progress(task.progress().percent(), task.progress().note().orElse(null)),
                task.attempt(),
                task.failures(),
                draft.maxAttempts().orElse(null),
                draft.timeout().map(timeout -> timeout.toSeconds()).orElse(null),
                task.state() instanceof TaskState.Running running && running.cancelling(),
                task.failure().orElse(null),
                task.createdAt(),
                task.updatedAt(),
                draft.runAt().orElse(null),
                task.startedAt().orElse(null),
                task.state() instanceof TaskState.Ended ended ? ended.endedAt() : null,
                input,
                result);
    }
}
