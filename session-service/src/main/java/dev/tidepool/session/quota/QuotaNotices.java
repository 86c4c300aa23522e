package dev.tidepool.session.quota;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells an organisation, once in a month, that it has used most of a quota and that it has used all of it. */
@ApplicationScoped
class QuotaNotices {

    private static final Logger LOG = Logger.getLogger(QuotaNotices.class);

    private final Outbox outbox;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    QuotaNotices(Outbox outbox, Uuid7Generator ids, MeterRegistry metrics) {
        this.outbox = outbox;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** What is counted once its threshold, if it has passed one, is told with the transaction. */
    Uni<MonthUse.Counted> tell(
            SqlConnection transaction,
            OrganizationId organization,
            QuotaMonth month,
            String quota,
            MonthUse.Counted counted,
            long limit) {
        Optional<Threshold> passed = Threshold.toTell(counted, limit);
        if (passed.isEmpty()) {
            return Uni.createFrom().item(counted);
        }
        int percent = passed.get().percent();
        metrics.counter("tidepool.quota.thresholds", "quota", quota, "percent", Integer.toString(percent))
                .increment();
        LOG.infof("event=quota_threshold quota=%s percent=%d limit=%d", quota, percent, limit);
        JsonObject data = new JsonObject()
                .put("quota", quota)
                .put("percent", percent)
                .put("used", counted.used())
                .put("limit", limit)
                .put("resetsAt", month.resetsAt().toString());
        Event event = Event.of(
                ids.next(EventId::new),
                "quota:reached",
                organization,
                Instant.now(),
                List.of("organization:" + organization),
                data);
        return outbox.append(transaction, event)
                .replaceWith(counted.told(passed.get().of(limit)));
    }
}
