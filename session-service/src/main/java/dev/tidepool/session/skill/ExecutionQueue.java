package dev.tidepool.session.skill;

import dev.tidepool.session.task.TaskDraft;
import dev.tidepool.session.task.TaskId;
import dev.tidepool.session.task.TaskService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts executions into the queue of tasks. */
@ApplicationScoped
class ExecutionQueue {

    private final ExecutionStarter starter;
    private final TaskService tasks;

    ExecutionQueue(ExecutionStarter starter, TaskService tasks) {
        this.starter = starter;
        this.tasks = tasks;
    }

    /** Fails at once for what could not be executed now, and when too many tasks wait. */
    Uni<TaskId> add(ExecutionWish wish) {
        TaskDraft plain = TaskDraft.of(SkillTask.KIND, SkillTask.input(wish.skill(), wish.input(), wish.model()));
        TaskDraft draft = wish.session().map(plain::inSession).orElse(plain).within(wish.timeout());
        return starter.check(wish)
                .chain(() -> tasks.add(wish.member(), draft))
                .map(queued -> queued.task().id());
    }
}
