package dev.tidepool.session.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes down how executions go, and tells it: to the room of the session that it is in, and to the organisation's. */
@ApplicationScoped
class ExecutionJournal {

    /** What an event says of an output; the whole of it is read from the execution. */
    private static final int MAX_TOLD_CHARACTERS = 16_384;

    private static final int MAX_DETAIL = 300;

    private final TenantDatabase database;
    private final ExecutionRepository executions;
    private final SessionEvents sessionEvents;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    ExecutionJournal(
            TenantDatabase database,
            ExecutionRepository executions,
            SessionEvents sessionEvents,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.database = database;
        this.executions = executions;
        this.sessionEvents = sessionEvents;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
    }

    /** The execution begins with the transaction. Wake the relay after its commit. */
    Uni<Void> started(SqlConnection transaction, Execution execution) {
        return executions
                .insert(transaction, execution)
                .chain(() -> executions.log(
                        transaction, execution, "started", Optional.empty(), execution.startedAt(), false))
                .chain(() -> tell(transaction, "started", execution, execution.startedAt(), new JsonObject()));
    }

    /** What it is at; nothing once it has ended. */
    Uni<Void> progress(Execution execution, String told) {
        // It names what the skill names, of any length.
        String what = told.substring(0, Math.min(told.length(), MAX_DETAIL)).replace('\0', '\uFFFD');
        Instant now = DatabaseTime.now();
        return database.inTransaction(
                        execution.organization(),
                        transaction -> executions
                                .log(transaction, execution, "progress", Optional.of(what), now, false)
                                .chain(written -> written
                                        ? tell(
                                                transaction,
                                                "progress",
                                                execution,
                                                now,
                                                new JsonObject().put("detail", what))
                                        : Uni.createFrom().voidItem()))
                .invoke(relay::wake);
    }

    /** Ends it, unless it had ended before. */
    Uni<Boolean> ended(Execution execution, ExecutionState.Ended how) {
        return database.inTransaction(execution.organization(), transaction -> ended(transaction, execution, how))
                .invoke(relay::wake);
    }

    /** The same with a transaction; wake the relay after its commit. */
    Uni<Boolean> ended(SqlConnection transaction, Execution execution, ExecutionState.Ended how) {
        return executions
                .end(transaction, execution, how)
                .call(ended -> ended
                        ? executions
                                .log(transaction, execution, how.wireName(), detail(how), how.at(), true)
                                .chain(() -> tell(transaction, type(how), execution, how.at(), told(how)))
                        : Uni.createFrom().voidItem());
    }

    private static Optional<String> detail(ExecutionState.Ended how) {
        return how instanceof ExecutionState.Unfinished unfinished
                ? Optional.of(unfinished.code() + ": " + unfinished.detail())
                        .map(text -> text.substring(0, Math.min(text.length(), 1000)))
                : Optional.empty();
    }

    private static String type(ExecutionState.Ended how) {
        return how instanceof ExecutionState.Completed ? "completed" : "error";
    }

    private static JsonObject told(ExecutionState.Ended how) {
        return switch (how) {
            case ExecutionState.Completed completed -> {
                boolean fits = completed.output().encode().length() <= MAX_TOLD_CHARACTERS;
                yield fits
                        ? new JsonObject().put("output", completed.output())
                        : new JsonObject().put("outputTooLong", true);
            }
            case ExecutionState.Unfinished unfinished ->
                new JsonObject().put("code", unfinished.code()).put("detail", unfinished.detail());
        };
    }

    private Uni<Void> tell(SqlConnection transaction, String what, Execution execution, Instant at, JsonObject more) {
        JsonObject data = new JsonObject()
                .put("executionId", execution.id().toString())
                .put("skill", execution.skill().value())
                .put("kind", execution.kind())
                .mergeIn(more);
        String type = "skill:" + what;
        if (execution.session().isPresent()) {
            return sessionEvents.append(
                    transaction,
                    type,
                    execution.organization(),
                    execution.session().get(),
                    at,
                    data);
        }
        return outbox.append(
                transaction,
                Event.of(
                        ids.next(EventId::new),
                        type,
                        execution.organization(),
                        at,
                        List.of("organization:" + execution.organization()),
                        data));
    }
}
