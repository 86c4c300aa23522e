package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.solana.Bytes;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Built transactions. Everything is asked for by organisation; changes of state are in {@link TransitionRepository}. */
@ApplicationScoped
class TransactionRepository implements PanacheRepositoryBase<TransactionEntity, UUID> {

    private final Pool pool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final TransactionEvents events;
    private final TransactionConfig config;

    TransactionRepository(
            Pool pool, Outbox outbox, OutboxRelay relay, TransactionEvents events, TransactionConfig config) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.config = config;
    }

    /** An earlier build under the same idempotency key. */
    record Earlier(StoredTransaction transaction, Bytes requestHash) {}

    /** Keeps it and tells of it, both or neither. */
    Uni<StoredTransaction> insert(TransactionId id, Cluster cluster, Caller.Member builder, Plan plan, BuildKey key) {
        TransactionEntity row = TransactionRows.row(
                id,
                builder.organization(),
                cluster.name(),
                plan,
                key,
                Clock.systemUTC().instant().plus(config.unsignedCheckEvery()));
        StoredTransaction stored = TransactionRows.stored(row);
        Event event = events.built(stored, builder.subject());
        return pool.preparedQuery(InsertStatement.TEXT)
                .execute(InsertStatement.parameters(row, event.id(), outbox.envelope(event)))
                .invoke(relay::wake)
                .replaceWith(stored);
    }

    @WithSession
    Uni<Optional<StoredTransaction>> findById(OrganizationId organization, TransactionId id) {
        return find("id = ?1 and organization = ?2", id.value(), organization.value())
                .firstResult()
                .map(TransactionRepository::optional);
    }

    /** The newest first. */
    @WithSession
    Uni<Page<StoredTransaction>> list(
            OrganizationId organization, TransactionFilter wanted, Optional<TransactionId> before, PageLimit limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("organization", organization.value()));
        StringBuilder query = new StringBuilder("organization = :organization");
        before.ifPresent(id -> and(query, "id < :before", parameters, "before", id.value()));
        wanted.kind().ifPresent(kind -> and(query, "kind = :kind", parameters, "kind", kind));
        wanted.state().ifPresent(state -> and(query, "state = :state", parameters, "state", state));
        wanted.wallet().ifPresent(wallet -> and(query, "ownerAddress = :wallet", parameters, "wallet", wallet));
        wanted.cluster()
                .ifPresent(cluster -> and(query, "cluster in :clusters", parameters, "clusters", cluster.names()));
        return find(query + " order by id desc", parameters)
                .range(0, limit.value())
                .<TransactionEntity>list()
                .map(rows -> Page.of(rows.stream().map(TransactionRows::stored).toList(), limit));
    }

    private static void and(
            StringBuilder query, String condition, Map<String, Object> parameters, String name, Object value) {
        query.append(" and ").append(condition);
        parameters.put(name, value);
    }

    @WithSession
    Uni<Optional<StoredTransaction>> findBySignature(OrganizationId organization, String signature) {
        return find("signature = ?1 and organization = ?2 order by id desc", signature, organization.value())
                .firstResult()
                .map(TransactionRepository::optional);
    }

    /** One of each cluster at most, the newest first. */
    @WithSession
    Uni<List<StoredTransaction>> findByMessageHash(OrganizationId organization, Bytes hash) {
        return find("messageHash = ?1 and organization = ?2 order by id desc", hash.toArray(), organization.value())
                .<TransactionEntity>list()
                .map(rows -> rows.stream().map(TransactionRows::stored).toList());
    }

    @WithSession
    Uni<Optional<Earlier>> findByIdempotencyKey(OrganizationId organization, String key) {
        return find("organization = ?1 and idempotencyKey = ?2", organization.value(), key)
                .firstResult()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Earlier(TransactionRows.stored(found), Bytes.of(found.requestHash))));
    }

    private static Optional<StoredTransaction> optional(@Nullable TransactionEntity row) {
        return Optional.ofNullable(row).map(TransactionRows::stored);
    }
}
