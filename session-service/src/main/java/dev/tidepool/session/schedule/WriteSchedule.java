package dev.tidepool.session.schedule;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.task.CreateTask;
import dev.tidepool.session.task.TaskDraft;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request that makes or replaces a schedule, as sent. */
record WriteSchedule(
        @Schema(required = true, maxLength = 100) @Nullable String name,

        @Schema(required = true, examples = "30 8 * * MON-FRI") @Nullable
        String cron,

        @Schema(defaultValue = "UTC", examples = "Europe/Berlin") @Nullable
        String timeZone,

        @Schema(
                enumeration = {"once", "skip"},
                defaultValue = "once",
                description = "What becomes of runs whose time passed while nobody could start them")
        @Nullable
        String missed,

        @Schema(defaultValue = "false") @Nullable Boolean paused,

        @Schema(required = true, description = "What is put into the queue each time; without runAt and idempotencyKey")
        @Nullable
        CreateTask task) {

    private static final int MAX_NAME = 100;

    /** @throws Problem 400 naming the field that is not acceptable */
    ScheduleDraft draft(Function<CreateTask, TaskDraft> taskDraft, Instant now) {
        if (cron == null) {
            throw Problem.invalidField("cron", "cron must say when to run, for example 30 8 * * MON-FRI.");
        }
        return new ScheduleDraft(
                checkedName(),
                CronTimes.of(cron.strip(), timeZone == null ? "UTC" : timeZone, now),
                missed == null ? MissedRuns.ONCE : MissedRuns.ofWireName(missed),
                checkedTask(taskDraft),
                paused != null && paused);
    }

    private String checkedName() {
        if (name == null
                || name.isBlank()
                || name.codePointCount(0, name.length()) > MAX_NAME
                || name.indexOf('\0') >= 0) {
            throw Problem.invalidField("name", "name must be 1 to " + MAX_NAME + " characters and not blank.");
        }
        return name;
    }

    private TaskDraft checkedTask(Function<CreateTask, TaskDraft> taskDraft) {
        if (task == null) {
            throw Problem.invalidField("task", "task must say what to run.");
        }
        if (task.runAt() != null || task.idempotencyKey() != null) {
            throw Problem.invalidField(
                    "task", "task must have neither runAt nor idempotencyKey: the schedule sets both.");
        }
        return taskDraft.apply(task);
    }
}
