package dev.tidepool.session.task;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.standing.Standing;
import dev.tidepool.session.standing.StandingClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** In whose name an attempt runs: what waited is done with the rights that its member has by now. */
@ApplicationScoped
class TaskActors {

    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

    private final StandingClient standings;

    TaskActors(StandingClient standings) {
        this.standings = standings;
    }

    /**
     * Before the work begins. Fails with 403 when the member has left, or may not do this any more; while nobody knows, the task
     * waits on.
     */
    Uni<Void> present(TaskRun run, TaskHandler handler) {
        Task task = run.task();
        if (!hasWaited(task) && !handler.hasOldRights(task.draft())) {
            return Uni.createFrom().voidItem();
        }
        return standings
                .of(task.member())
                .onFailure()
                .transform(unknown -> new TaskPutOff(UNKNOWN_FOR))
                .invoke(standing -> actAs(run, handler, standing))
                .replaceWithVoid();
    }

    /** Put off, tried again, or for want of room. */
    private boolean hasWaited(Task task) {
        return task.draft()
                        .runAt()
                        .filter(time -> time.isAfter(task.createdAt()))
                        .isPresent()
                || standings.isOutdated(task.createdAt(), Instant.now());
    }

    private static void actAs(TaskRun run, TaskHandler handler, Standing standing) {
        switch (standing) {
            case Standing.Gone gone ->
                throw Problem.of(
                        TaskError.TASK_OWNER_GONE, run.task().member().subject() + " asked for it, and has left.");
            case Standing.Present present -> {
                handler.check(present.member(), run.task().draft());
                run.actAs(present.member());
            }
        }
    }
}
