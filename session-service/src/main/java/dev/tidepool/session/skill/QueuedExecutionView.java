package dev.tidepool.session.skill;

import dev.tidepool.session.task.TaskId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** The task that a skill is executed by, as JSON: its result names the execution. */
@RegisterForReflection
record QueuedExecutionView(UUID taskId) {

    static QueuedExecutionView of(TaskId task) {
        return new QueuedExecutionView(task.value());
    }
}
