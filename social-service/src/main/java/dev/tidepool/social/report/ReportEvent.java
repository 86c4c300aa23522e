package dev.tidepool.social.report;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Tells of reports; what is said of it stays with the moderators. */
final class ReportEvent {

    private ReportEvent() {}

    static Event created(EventId eventId, Report report, OrganizationId organization) {
        JsonObject data = new JsonObject()
                .put("reportId", report.id().toString())
                .put("submoltId", report.submolt().toString())
                .put("targetType", report.target().kind())
                .put("targetId", report.target().id().toString())
                .put("reason", report.reason().wireName());
        return Event.of(
                eventId,
                "report:created",
                organization,
                report.createdAt(),
                List.of("user:" + report.reporter()),
                data);
    }
}
