package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.solana.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Built transactions. Everything is asked for by organisation; new ones come by {@link TransactionInserts}, changes of state by {@link TransitionRepository}. */
@ApplicationScoped
class TransactionRepository {

    private static final String BY_ID = select("id = $2");

    /** The newest first. */
    private static final String LIST = select("""
            ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR state = $4)
                AND ($5::text IS NULL OR owner_address = $5) AND ($6::text[] IS NULL OR cluster = ANY ($6))
            ORDER BY id DESC LIMIT $7""");

    private static final String BY_SIGNATURE = select("signature = $2 ORDER BY id DESC LIMIT 1");

    private static final String BY_MESSAGE = select("message_hash = $2 ORDER BY id DESC");

    private static final String BY_KEY = select("idempotency_key = $2");

    private final Pool pool;

    TransactionRepository(Pool pool) {
        this.pool = pool;
    }

    /** An earlier build under the same idempotency key. */
    record Earlier(StoredTransaction transaction, Bytes requestHash) {}

    Uni<Optional<StoredTransaction>> findById(OrganizationId organization, TransactionId id) {
        return first(BY_ID, Tuple.of(organization.value(), id.value()));
    }

    /** The newest first. */
    Uni<Page<StoredTransaction>> list(
            OrganizationId organization, TransactionFilter wanted, Optional<TransactionId> before, PageLimit limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addUUID(organization.value())
                        .addUUID(before.map(TransactionId::value).orElse(null))
                        .addString(wanted.kind().orElse(null))
                        .addString(wanted.state().orElse(null))
                        .addString(wanted.wallet().orElse(null))
                        .addArrayOfString(wanted.cluster()
                                .map(Cluster::names)
                                .map(names -> names.toArray(String[]::new))
                                .orElse(null))
                        .addInteger(limit.plusOne()))
                .map(rows -> Page.of(Rows.list(rows, TransactionRows::stored), limit));
    }

    Uni<Optional<StoredTransaction>> findBySignature(OrganizationId organization, String signature) {
        return first(BY_SIGNATURE, Tuple.of(organization.value(), signature));
    }

    /** One of each cluster at most, the newest first. */
    Uni<List<StoredTransaction>> findByMessageHash(OrganizationId organization, Bytes hash) {
        return pool.preparedQuery(BY_MESSAGE)
                .execute(Tuple.of(organization.value(), Buffer.buffer(hash.toArray())))
                .map(rows -> Rows.list(rows, TransactionRows::stored));
    }

    Uni<Optional<Earlier>> findByIdempotencyKey(OrganizationId organization, String key) {
        return pool.preparedQuery(BY_KEY)
                .execute(Tuple.of(organization.value(), key))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Earlier(
                                TransactionRows.stored(row),
                                Bytes.of(row.getBuffer("request_hash").getBytes()))));
    }

    private Uni<Optional<StoredTransaction>> first(String statement, Tuple parameters) {
        return pool.preparedQuery(statement).execute(parameters).map(rows -> Rows.first(rows, TransactionRows::stored));
    }

    private static String select(String condition) {
        return "SELECT %s, request_hash FROM staking.transactions WHERE organization = $1 AND %s"
                .formatted(TransactionRows.COLUMNS, condition);
    }
}
