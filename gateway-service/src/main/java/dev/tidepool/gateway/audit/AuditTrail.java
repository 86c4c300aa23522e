package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes the audit trail. A change of state appends its entry in the change's own transaction: neither exists without the
 * other. A refusal changes nothing and must cost its sender's victim little: it is noted, and written with others shortly after.
 */
@ApplicationScoped
public class AuditTrail {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final Duration LAST_WRITE_LIMIT = Duration.ofSeconds(5);

    /** Of writing what services tell: about five minutes in all. */
    private static final int TRIES = 20;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    /** After the requests under way have ended (Drain observes with the default priority). */
    private static final int AFTER_DRAIN = 4000;

    private final AuditRepository repository;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;
    private final AuditBuffer buffer;
    private final int batchSize;

    AuditTrail(AuditRepository repository, Uuid7Generator ids, MeterRegistry metrics, AuditConfig config) {
        this.repository = repository;
        this.ids = ids;
        this.metrics = metrics;
        this.buffer = new AuditBuffer(config.bufferedEvents());
        this.batchSize = config.batchSize();
        metrics.gauge("tidepool.audit.buffered", buffer, AuditBuffer::size);
    }

    /** Appends within the connection's open transaction. */
    public Uni<Void> append(SqlConnection transaction, SecurityEvent event) {
        AuditEntry entry = new AuditEntry(ids.next(AuditEntryId::new), DatabaseTime.now(), event);
        return repository.insert(transaction, entry).invoke(() -> count("appended", event.severity(), 1));
    }

    /** Writes soon, off the request. Never fails; what finds no room is lost and counted. */
    public void note(SecurityEvent event) {
        keep(new AuditBuffer.Noted(event, DatabaseTime.now(), 1));
    }

    /** Writes entries that may be there already, and goes on trying for some minutes. Never fails. */
    void take(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        repository
                .insertOnce(entries)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES)
                .subscribe()
                .with(
                        done -> entries.forEach(
                                entry -> count("taken", entry.event().severity(), 1)),
                        failure -> LOG.errorf(failure, "event=service_audit_lost entries=%d", entries.size()));
    }

    private void keep(AuditBuffer.Noted noted) {
        if (!buffer.offer(noted)) {
            count("lost", noted.event().severity(), noted.times());
        }
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> flush() {
        return writeBatch().replaceWithVoid();
    }

    /** How many were written. */
    private Uni<Integer> writeBatch() {
        List<AuditBuffer.Noted> batch = buffer.take(batchSize);
        if (batch.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return repository
                .insert(batch.stream().map(this::entryOf).toList())
                .invoke(() ->
                        batch.forEach(noted -> count("noted", noted.event().severity(), 1)))
                .replaceWith(batch.size())
                .onFailure()
                .recoverWithItem(failure -> keepForLater(batch, failure));
    }

    private int keepForLater(List<AuditBuffer.Noted> batch, Throwable failure) {
        LOG.warnf("event=audit_not_written entries=%d reason=%s", batch.size(), failure.toString());
        batch.forEach(this::keep);
        return 0;
    }

    private AuditEntry entryOf(AuditBuffer.Noted noted) {
        return new AuditEntry(ids.next(AuditEntryId::new), noted.time(), noted.counted());
    }

    /** Runs on the thread that stops the process. */
    void writeTheRest(@Observes @Priority(AFTER_DRAIN) ShutdownEvent stopping) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> writeBatch()
                .repeat()
                .whilst(written -> written == batchSize)
                .collect()
                .last()
                .ifNoItem()
                .after(LAST_WRITE_LIMIT)
                .recoverWithItem(0));
    }

    private void count(String outcome, Severity severity, int times) {
        metrics.counter("tidepool.audit.entries", "outcome", outcome, "severity", severity.wireName())
                .increment(times);
    }
}
