package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Runs tasks of one kind. An application-scoped bean; whatever instance takes a task calls it.
 *
 * <p>An attempt may end at any point without notice, by a killed process for one, and the next begins elsewhere with the last
 * checkpoint. So that nothing happens twice: what goes to our database is written in one transaction with the checkpoint
 * that says so ({@link TaskContext#keep}), and what goes elsewhere carries {@link TaskContext#idempotencyKey}.
 */
public interface TaskHandler {

    /** The name of the kind: lower-case letters, digits and underscores, at most 32. */
    String kind();

    /** Whether users may ask for such tasks, and schedule them; otherwise only the service's own features do. */
    default boolean isForUsers() {
        return true;
    }

    /** How long the work may take beyond its time limit, to write down that it has reached it. */
    default Duration grace() {
        return Duration.ZERO;
    }

    /** Whether the member of such a task gave his rights to it long before it was asked for. */
    default boolean hasOldRights(TaskDraft draft) {
        return false;
    }

    /**
     * Looks at a task that a user asks for, before it is accepted.
     *
     * @throws Problem 400 naming the field of the input that is not acceptable, 403 for who may not do this
     */
    void check(Caller.Member member, TaskDraft draft);

    /**
     * Does the work, on an event loop. The item is the task's result. A failure with a {@link Problem} of a status below 500
     * but 429 ends the task; after any other the task is tried again, up to its number of attempts, but for {@link TaskPutOff}. Cancelling the Uni gives
     * the work up: it happens when the task is cancelled, takes too long, or is lost to another instance.
     */
    Uni<JsonObject> run(TaskContext context);
}
