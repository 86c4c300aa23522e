package dev.tidepool.session.task;

import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.StorableJson;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What a worker writes of the tasks it holds, with the events that tell of it. */
@ApplicationScoped
class TaskJournal {

    private final TenantDatabase database;
    private final TaskRepository tasks;
    private final TaskEvents events;
    private final OutboxRelay relay;
    private final TaskConfig config;

    TaskJournal(
            TenantDatabase database, TaskRepository tasks, TaskEvents events, OutboxRelay relay, TaskConfig config) {
        this.database = database;
        this.tasks = tasks;
        this.events = events;
        this.relay = relay;
        this.config = config;
    }

    /** Fails with {@link TaskError#TASK_LOST} when the task is not held any more. */
    Uni<Void> keep(Hold hold, JsonObject checkpoint, TaskProgress progress) {
        return database.inTransaction(
                hold.organization(), transaction -> keep(transaction, hold, checkpoint, progress));
    }

    /** The same as part of a transaction of the task's organisation. */
    Uni<Void> keep(SqlConnection transaction, Hold hold, JsonObject checkpoint, TaskProgress progress) {
        return tasks.keep(transaction, hold, storable("checkpoint", checkpoint), progress)
                .invoke(held -> requireHeld(held, hold))
                .replaceWithVoid();
    }

    Uni<Void> progress(Hold hold, Task task, TaskProgress progress) {
        return database.inTransaction(
                        hold.organization(),
                        transaction -> tasks.holdSessionOf(transaction, hold.organization(), hold.task())
                                .chain(() -> tasks.progress(transaction, hold, progress))
                                .invoke(held -> requireHeld(held, hold))
                                .chain(() -> events.append(transaction, "progress", task, progress)))
                .invoke(relay::wake);
    }

    /** The task as it is now, or empty when it was not held any more: then the outcome is nobody's. */
    Uni<Optional<Task>> end(Hold hold, TaskOutcome outcome) {
        return database.inTransaction(
                        hold.organization(),
                        transaction -> tasks.holdSessionOf(transaction, hold.organization(), hold.task())
                                .chain(() -> tasks.end(transaction, hold, outcome))
                                // Who never began has nothing to tell.
                                .call(ended -> ended.isEmpty() || outcome instanceof TaskOutcome.PutBack
                                        ? Uni.createFrom().voidItem()
                                        : events.append(transaction, verb(ended.get()), ended.get())))
                .invoke(relay::wake);
    }

    /** What is told when a task left its worker. */
    static String verb(Task task) {
        return switch (task.state()) {
            case TaskState.Queued queued -> "retried";
            case TaskState.Running running -> "started";
            case TaskState.Succeeded succeeded -> "completed";
            case TaskState.Failed failed -> "failed";
            case TaskState.Cancelled cancelled -> "cancelled";
        };
    }

    JsonObject storable(String what, JsonObject json) {
        return StorableJson.require(what, json, config.maxStateBytes());
    }

    boolean isStorable(JsonObject json) {
        try {
            storable("result", json);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    private static void requireHeld(boolean held, Hold hold) {
        if (!held) {
            throw Problem.of(TaskError.TASK_LOST, "Task " + hold.task() + " runs elsewhere or has ended.");
        }
    }
}
