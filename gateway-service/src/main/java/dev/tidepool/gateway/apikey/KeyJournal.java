package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.kernel.id.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Writes down what happens to keys: in the audit trail with the change itself, in the log, and as a number. */
@ApplicationScoped
class KeyJournal {

    private static final Logger LOG = Logger.getLogger(KeyJournal.class);

    private final AuditTrail audit;
    private final MeterRegistry metrics;

    KeyJournal(AuditTrail audit, MeterRegistry metrics) {
        this.audit = audit;
        this.metrics = metrics;
    }

    /** Within the change's open transaction. */
    Uni<Void> append(SqlConnection transaction, SecurityEvent event) {
        return audit.append(transaction, event).invoke(() -> report(event));
    }

    private void report(SecurityEvent event) {
        metrics.counter("tidepool.apikey.changes", "type", event.type()).increment();
        LOG.infof(
                "event=%s key=%s organization=%s by=%s",
                event.type().replace('.', '_'),
                event.details().getOrDefault("key", "-"),
                event.organization().map(OrganizationId::toString).orElse("-"),
                event.actor());
    }
}
