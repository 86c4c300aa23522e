package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells an organisation, once for each text, that a key's text has reached the age at which it should be replaced: in its
 * room and in the audit trail. A key with automatic rotation also gets an end: its text stops after the grace. Whoever holds
 * the key asks for the next text with it, until then; nobody can be handed a text that he did not ask for. Several gateways
 * share the work.
 */
@ApplicationScoped
class RotationJob {

    private static final Logger LOG = Logger.getLogger(RotationJob.class);

    private final Pool pool;
    private final RotationRepository repository;
    private final Revocations revocations;
    private final KeyJournal journal;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final ApiKeyConfig config;

    RotationJob(
            Pool pool,
            RotationRepository repository,
            Revocations revocations,
            KeyJournal journal,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            ApiKeyConfig config) {
        this.pool = pool;
        this.repository = repository;
        this.revocations = revocations;
        this.journal = journal;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.config = config;
    }

    @Scheduled(
            every = "${tidepool.api-key.rotation-interval}",
            delayed = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> findDue() {
        Instant now = DatabaseTime.now();
        return pool.withTransaction(transaction -> repository
                        .takeDue(
                                transaction,
                                now.minus(config.rotationAge()),
                                now,
                                now.plus(config.rotationGrace()),
                                config.rotationBatch())
                        .call(due -> Each.inTurn(due, key -> tell(transaction, key, now))))
                .call(due -> Each.inTurn(due, this::announceEnd))
                .invoke(due -> relay.wake())
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(RotationJob::tryLater);
    }

    private static Uni<Void> tryLater(Throwable failure) {
        LOG.warnf("event=key_rotation_not_checked reason=%s", failure.toString());
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> tell(SqlConnection transaction, ApiKey key, Instant now) {
        return journal.append(transaction, KeyAudit.due(key))
                .chain(() -> outbox.append(transaction, eventOf(key, now)));
    }

    private Event eventOf(ApiKey key, Instant now) {
        JsonObject data = new JsonObject()
                .put("key", key.id().toString())
                .put("name", key.name())
                .put("prefix", key.text().prefix())
                .put("issuedAt", key.text().issuedAt().toString())
                .put("autoRotate", key.terms().autoRotate());
        key.text().endsAt().ifPresent(end -> data.put("endsAt", end.toString()));
        return Event.of(
                ids.next(EventId::new),
                "key:rotation_due",
                key.organization(),
                now,
                List.of("organization:" + key.organization()),
                data);
    }

    /** Gateways that remember the text know no end of it yet. */
    private Uni<Void> announceEnd(ApiKey key) {
        return key.text()
                .endsAt()
                .map(end -> revocations.announce(new KeyEnds(key.text().hash(), end)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
