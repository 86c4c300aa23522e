package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which tasks to list. */
record TaskFilter(Optional<TaskStatus> status, Optional<String> kind) {

    /** @throws Problem 400 naming the parameter that is not acceptable */
    static TaskFilter of(@Nullable String status, @Nullable String kind) {
        if (kind != null && !TaskKinds.isName(kind)) {
            throw Problem.invalidField("kind", "kind must be the name of a kind of tasks.");
        }
        return new TaskFilter(Optional.ofNullable(status).map(TaskStatus::ofWireName), Optional.ofNullable(kind));
    }
}
