package dev.tidepool.session.task;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is told of a task: in its own room, its organisation's and its session's. */
@ApplicationScoped
class TaskEvents {

    private final Outbox outbox;
    private final Uuid7Generator ids;

    TaskEvents(Outbox outbox, Uuid7Generator ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Stores an event with the change of the transaction. */
    Uni<Void> append(SqlConnection transaction, String verb, Task task) {
        return append(transaction, verb, task, task.progress());
    }

    Uni<Void> append(SqlConnection transaction, String verb, Task task, TaskProgress progress) {
        OrganizationId organization = task.member().organization();
        List<String> rooms = new ArrayList<>();
        task.draft().session().ifPresent(session -> rooms.add("session:" + session));
        rooms.add("task:" + task.id());
        rooms.add("organization:" + organization);
        return outbox.append(
                transaction,
                Event.of(
                        ids.next(EventId::new),
                        "task:" + verb,
                        organization,
                        Instant.now(),
                        rooms,
                        data(task, progress)));
    }

    private static JsonObject data(Task task, TaskProgress progress) {
        JsonObject data = new JsonObject()
                .put("taskId", task.id().toString())
                .put("kind", task.draft().kind())
                .put("status", task.state().status().wireName())
                .put("attempt", task.attempt())
                .put("percent", progress.percent());
        progress.note().ifPresent(note -> data.put("note", note));
        task.draft().session().ifPresent(session -> data.put("sessionId", session.toString()));
        task.failure().ifPresent(failure -> data.put("error", failure.code()));
        return data;
    }
}
