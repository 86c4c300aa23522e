package dev.tidepool.social.alert;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Events about alerts. Of those who listen in their rooms, only members of the alert's organisation hear them. */
final class AlertEvent {

    private AlertEvent() {}

    /** @param what {@code created}, {@code resolved} or {@code escalated} */
    static Event of(EventId id, String what, Alert alert) {
        JsonObject data = new JsonObject()
                .put("alertId", alert.id().toString())
                .put("ruleId", alert.rule().map(AlertRuleId::toString).orElse(null))
                .put("name", alert.name())
                .put("type", alert.type().name())
                .put("severity", alert.severity().name())
                .put("value", alert.value())
                .put("threshold", alert.threshold());
        List<String> rooms =
                alert.severity() == Severity.CRITICAL ? List.of("alerts", "alerts:critical") : List.of("alerts");
        return Event.of(id, "alert:" + what, alert.organization(), alert.updatedAt(), rooms, data);
    }
}
