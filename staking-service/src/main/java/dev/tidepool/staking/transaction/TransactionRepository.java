package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.staking.solana.Bytes;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Built transactions. Everything is asked for by organisation; new ones come by {@link TransactionInserts}, changes of state by {@link TransitionRepository}. */
@ApplicationScoped
class TransactionRepository implements PanacheRepositoryBase<TransactionEntity, UUID> {

    /** An earlier build under the same idempotency key. */
    record Earlier(StoredTransaction transaction, Bytes requestHash) {}

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
