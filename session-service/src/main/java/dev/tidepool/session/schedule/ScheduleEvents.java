package dev.tidepool.session.schedule;

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
import java.util.List;

/** What is told of a schedule: to its organisation's room. */
@ApplicationScoped
class ScheduleEvents {

    private final Outbox outbox;
    private final Uuid7Generator ids;

    ScheduleEvents(Outbox outbox, Uuid7Generator ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Stores an event with the change of the transaction. */
    Uni<Void> append(SqlConnection transaction, String verb, Schedule schedule) {
        OrganizationId organization = schedule.member().organization();
        JsonObject data = new JsonObject()
                .put("scheduleId", schedule.id().toString())
                .put("name", schedule.name())
                .put("by", schedule.member().subject());
        schedule.nextAt().ifPresent(next -> data.put("nextAt", next.toString()));
        schedule.pausedBecause().ifPresent(reason -> data.put("reason", reason.wireName()));
        schedule.last().ifPresent(run -> data.put("taskId", run.task().toString()));
        return outbox.append(
                transaction,
                Event.of(
                        ids.next(EventId::new),
                        "schedule:" + verb,
                        organization,
                        Instant.now(),
                        List.of("organization:" + organization),
                        data));
    }
}
