package dev.tidepool.kernel.event;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.metric.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes stored events to Redis in the order of their ids, then deletes them.
 *
 * <p>One instance at a time relays (advisory lock), which keeps the order. An event is deleted only after Redis took it, so
 * a crash between the two repeats it: subscribers tolerate that. So the deletion need not be on the disk either.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Redis does nothing else for about a millisecond. */
    private static final int PUBLISHED_TOGETHER = 50;

    private final Pool pool;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final OutboxConfig config;
    private final Vertx vertx;
    private final String select;
    private final String delete;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean stalled = new AtomicBoolean();

    OutboxRelay(
            Pool pool,
            EventPublisher publisher,
            MeterRegistry metrics,
            OutboxConfig config,
            Vertx vertx,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.pool = pool;
        this.publisher = publisher;
        this.metrics = metrics;
        this.config = config;
        this.vertx = vertx;
        this.select = """
                SELECT id, envelope FROM %1$s.outbox
                WHERE (SELECT pg_try_advisory_xact_lock(hashtext('%1$s.outbox')))
                  AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
                ORDER BY id LIMIT $1""".formatted(service);
        this.delete = "DELETE FROM %s.outbox WHERE id = ANY($1)".formatted(service);
    }

    /** Relays soon. Call it after the commit of a transaction that appended; costs nothing while a round is under way. */
    public void wake() {
        asked.set(true);
        if (running.compareAndSet(false, true)) {
            // Off the caller's own context: the round is no part of the request that woke it, nor of its trace.
            Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                    .runOnContext(ignored -> round());
        }
    }

    /** The net under {@link #wake()}: what a crash or an absent Redis left behind. */
    @Scheduled(every = "1s", delayed = "1s")
    void sweep() {
        wake();
    }

    private void round() {
        asked.set(false);
        pool.withTransaction(this::relayBatch).subscribe().with(this::done, this::failed);
    }

    private void done(int relayed) {
        if (stalled.compareAndSet(true, false)) {
            LOG.info("event=outbox_resumed");
        }
        running.set(false);
        if (relayed == config.batchSize() || asked.get()) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        metrics.counter(MetricNames.EVENTS_RELAYED, "outcome", "failed").increment();
        if (stalled.compareAndSet(false, true)) {
            LOG.warnf("event=outbox_stalled reason=%s", failure.toString());
        }
        running.set(false);
    }

    private Uni<Integer> relayBatch(SqlConnection transaction) {
        return transaction
                .preparedQuery(select)
                .execute(Tuple.of(config.batchSize()))
                .map(rows -> Rows.list(rows, row -> row))
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(0) : publishAndDelete(transaction, rows));
    }

    private Uni<Integer> publishAndDelete(SqlConnection transaction, List<Row> rows) {
        UUID[] ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        return Multi.createFrom()
                .iterable(rows)
                .map(row -> Event.ofJson(row.get(JsonObject.class, "envelope")))
                .group()
                .intoLists()
                .of(PUBLISHED_TOGETHER)
                .onItem()
                .transformToUniAndConcatenate(publisher::publish)
                .collect()
                .last()
                .chain(() ->
                        transaction.preparedQuery(delete).execute(Tuple.tuple().addArrayOfUUID(ids)))
                .replaceWith(rows.size());
    }
}
