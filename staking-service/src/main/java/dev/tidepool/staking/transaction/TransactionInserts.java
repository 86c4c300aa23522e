package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.GroupCommit;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.Plan;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what was built, those that come meanwhile together: in one flight and with one write to the disk. */
@ApplicationScoped
class TransactionInserts {

    private final Pool pool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final TransactionEvents events;
    private final TransactionConfig config;
    private final GroupCommit<Tuple, Boolean> group;

    TransactionInserts(
            Pool pool,
            Outbox outbox,
            OutboxRelay relay,
            TransactionEvents events,
            TransactionConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.config = config;
        DistributionSummary sizes = DistributionSummary.builder("tidepool.staking.insert.batch")
                .description("Built transactions kept together")
                .register(metrics);
        this.group = new GroupCommit<>(
                vertx,
                new GroupCommit.Limits(config.keptTogether(), config.waitingToBeKept(), config.keepingTimeout()),
                sizes,
                this::store);
    }

    /** Keeps it and tells of it, both or neither. Empty where one with its message or its key is kept already. */
    Uni<Optional<StoredTransaction>> insert(
            TransactionId id, Cluster cluster, Caller.Member builder, Plan plan, BuildKey key) {
        StoredTransaction built = TransactionRows.built(id, builder.organization(), cluster.name(), plan);
        Event event = events.built(built, builder.subject());
        Instant nextCheck = Clock.systemUTC().instant().plus(config.unsignedCheckEvery());
        return group.write(InsertStatement.parameters(built, plan, key, nextCheck, event.id(), outbox.envelope(event)))
                .map(kept -> kept ? Optional.of(built) : Optional.empty());
    }

    /** A batch is one transaction. */
    private Uni<List<Boolean>> store(List<Tuple> rows) {
        return pool.preparedQuery(InsertStatement.TEXT)
                .executeBatch(rows)
                .invoke(relay::wake)
                .map(first -> {
                    List<Boolean> kept = new ArrayList<>(rows.size());
                    for (RowSet<?> result = first; result != null; result = result.next()) {
                        kept.add(result.rowCount() == 1);
                    }
                    return kept;
                });
    }
}
