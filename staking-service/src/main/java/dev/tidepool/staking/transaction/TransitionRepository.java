package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.webhook.EventType;
import dev.tidepool.staking.webhook.WebhookFanOut;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Changes of state, each with its event in one transaction. */
@ApplicationScoped
class TransitionRepository {

    /** Who follows what was submitted, for the audit trail. */
    private static final String SERVICE = "service:staking";

    /** Whoever saw the old state first makes the change; the other finds nothing to change. */
    private static final String ADVANCE = """
            UPDATE staking.transactions
            SET state = $3,
                signature = coalesce($4, signature),
                signed_transaction = coalesce($5, signed_transaction),
                slot = $6,
                error = $7,
                updated_at = now(),
                next_check_at = now() + $8::bigint * interval '1 millisecond'
            WHERE id = $1 AND state = $2""";

    private static final String TRACKED = """
            RETURNING claimed.id, organization, cluster, kind, stake_address, last_valid_block_height, nonce_address, nonce,
                due.state, signature, slot, error, signed_transaction""";

    /** Moving the next check ahead is the lease: another instance skips the row until then. */
    private static final String CLAIM = """
            UPDATE staking.transactions AS claimed
            SET next_check_at = now()
                + (CASE WHEN claimed.state = 'built' THEN $3::bigint ELSE $2::bigint END) * interval '1 millisecond'
            FROM (
                SELECT id, state FROM staking.transactions
                WHERE (state IN ('submitted', 'processed', 'confirmed') OR (state = 'built' AND last_valid_block_height IS NULL))
                    AND next_check_at <= now() AND cluster = ANY ($4)
                ORDER BY next_check_at
                LIMIT $1
                FOR UPDATE SKIP LOCKED
            ) AS due
            WHERE claimed.id = due.id
            """ + TRACKED;

    /** What nobody has submitted by its last height. */
    private static final String EXPIRE = """
            UPDATE staking.transactions AS claimed
            SET state = 'expired', updated_at = now()
            FROM (
                SELECT id, state FROM staking.transactions
                WHERE state = 'built' AND last_valid_block_height < $2 AND cluster = ANY ($3)
                ORDER BY last_valid_block_height
                LIMIT $1
                FOR UPDATE SKIP LOCKED
            ) AS due
            WHERE claimed.id = due.id
            """ + TRACKED;

    /**
     * They are left as they are; looking away keeps them out of the way of those that are served. What another instance serves, by
     * newer settings, is never as late.
     */
    private static final String LEAVE = """
            UPDATE staking.transactions
            SET next_check_at = now() + $2::bigint * interval '1 millisecond'
            WHERE (state IN ('submitted', 'processed', 'confirmed') OR (state = 'built' AND last_valid_block_height IS NULL))
                AND next_check_at <= now() - interval '1 minute' AND cluster <> ALL ($1)
            RETURNING cluster""";

    /** Whoever sees it first says which height is the last. */
    private static final String END = """
            UPDATE staking.transactions
            SET last_valid_block_height = $2, updated_at = now(), next_check_at = now()
            WHERE id = $1 AND last_valid_block_height IS NULL""";

    private final Pool pool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final TransactionEvents events;
    private final WebhookFanOut webhooks;
    private final Clusters clusters;
    private final TransactionConfig config;

    TransitionRepository(
            Pool pool,
            Outbox outbox,
            OutboxRelay relay,
            TransactionEvents events,
            WebhookFanOut webhooks,
            Clusters clusters,
            TransactionConfig config) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.webhooks = webhooks;
        this.clusters = clusters;
        this.config = config;
    }

    /** What the chain made of it. Whether this call made the change: false when the state had changed meanwhile. */
    Uni<Boolean> advance(TrackedTransaction transaction, TransactionState next) {
        return advance(transaction, next, Optional.empty(), SERVICE);
    }

    /** The same of what somebody signed and submits. */
    Uni<Boolean> submit(TrackedTransaction transaction, TransactionState.Submitted next, Bytes signed, String by) {
        return advance(transaction, next, Optional.of(signed), by);
    }

    private Uni<Boolean> advance(
            TrackedTransaction transaction, TransactionState next, Optional<Bytes> signed, String by) {
        return pool.withTransaction(connection -> advance(connection, transaction, next, signed, by))
                .invoke(changed -> wakeRelay(changed));
    }

    /** Of one cluster, however many are due of others. */
    Uni<List<TrackedTransaction>> claimDue(Cluster cluster) {
        Tuple limits = Tuple.of(
                config.trackerBatch(),
                config.resendEvery().toMillis(),
                config.nonceCheckEvery().toMillis(),
                cluster.names().toArray(String[]::new));
        return pool.preparedQuery(CLAIM).execute(limits).map(rows -> Rows.list(rows, TransitionRepository::tracked));
    }

    /**
     * Ends what nobody has submitted and no block can take any more, as many as a round takes, each with its event.
     *
     * @param height that the chain has reached
     * @return those that were ended, as they were before
     */
    Uni<List<TrackedTransaction>> expire(Cluster cluster, long height) {
        Tuple limits = Tuple.of(config.trackerBatch(), height, cluster.names().toArray(String[]::new));
        return pool.withTransaction(connection -> connection
                        .preparedQuery(EXPIRE)
                        .execute(limits)
                        .map(rows -> Rows.list(rows, TransitionRepository::tracked))
                        .call(ended -> ended.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : outbox.appendAll(
                                        connection,
                                        ended.stream().map(this::expired).toList())))
                .invoke(ended -> wakeRelay(!ended.isEmpty()));
    }

    private Event expired(TrackedTransaction transaction) {
        return events.changed(transaction, new TransactionState.Built().expired(), SERVICE);
    }

    /** Looks away from those of clusters that are not among these. How many were due, by cluster. */
    Uni<Map<String, Long>> leave(List<String> served) {
        return pool.preparedQuery(LEAVE)
                .execute(Tuple.of(
                        served.toArray(String[]::new),
                        config.unservedCheckEvery().toMillis()))
                .map(rows -> Rows.list(rows, row -> row.getString("cluster")).stream()
                        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())));
    }

    /** From now on a transaction whose nonce was used up ends at this height. */
    Uni<Void> end(TrackedTransaction transaction, long height) {
        return pool.preparedQuery(END)
                .execute(Tuple.of(transaction.id().value(), height))
                .replaceWithVoid();
    }

    private Uni<Boolean> advance(
            SqlConnection connection,
            TrackedTransaction transaction,
            TransactionState next,
            Optional<Bytes> signed,
            String by) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(parameters(transaction, next, signed))
                .chain(result -> result.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : outbox.append(connection, events.changed(transaction, next, by))
                                .chain(() -> tellWebhooks(connection, transaction, next))
                                .replaceWith(true));
    }

    private Uni<Void> tellWebhooks(SqlConnection connection, TrackedTransaction transaction, TransactionState next) {
        return transaction.isConfirmedStakeBy(next)
                ? webhooks.tell(
                        connection,
                        transaction.organization(),
                        clusters.sameAs(transaction.cluster()),
                        EventType.STAKE_CONFIRMED,
                        transaction.id().toString(),
                        TransactionEvents.data(transaction, next))
                : Uni.createFrom().voidItem();
    }

    private Tuple parameters(TrackedTransaction transaction, TransactionState next, Optional<Bytes> signed) {
        return Tuple.tuple()
                .addUUID(transaction.id().value())
                .addString(transaction.state().label())
                .addString(next.label())
                .addString(next.signature().map(Object::toString).orElse(null))
                .addValue(signed.map(bytes -> Buffer.buffer(bytes.toArray())).orElse(null))
                .addLong(next.slot().orElse(null))
                .addString(next instanceof TransactionState.Failed failed ? failed.error() : null)
                .addLong(config.resendEvery().toMillis());
    }

    private void wakeRelay(boolean changed) {
        if (changed) {
            relay.wake();
        }
    }

    private static TrackedTransaction tracked(Row row) {
        return new TrackedTransaction(
                new TransactionId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization")),
                row.getString("cluster"),
                OrderKind.ofLabel(row.getString("kind")),
                TransactionRows.address(row.getString("stake_address")),
                TransactionRows.end(
                        row.getLong("last_valid_block_height"), row.getString("nonce_address"), row.getString("nonce")),
                TransactionRows.state(
                        row.getString("state"),
                        row.getString("signature"),
                        row.getLong("slot"),
                        row.getString("error")),
                Optional.ofNullable(row.getBuffer("signed_transaction")).map(buffer -> Bytes.of(buffer.getBytes())));
    }
}
