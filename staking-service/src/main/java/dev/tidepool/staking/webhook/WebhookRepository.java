package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.seal.Sealed;
import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An organisation's webhooks. */
@ApplicationScoped
class WebhookRepository {

    private static final String COLUMNS =
            "id, organization, cluster, url, events, wallets, disabled_reason, created_at";

    /** Nothing comes back where the organisation has as many as it may; the lock keeps two from being the last. */
    private static final String INSERT = """
            INSERT INTO staking.webhooks (id, organization, cluster, url, events, wallets, key_id, sealed_secret)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8
            WHERE (SELECT count(*) FROM staking.webhooks WHERE organization = $2) < $9
            RETURNING\s""" + COLUMNS;

    /** Sorted, so that two at the same time do not wait for each other. */
    private static final String WATCH = """
            INSERT INTO staking.watched_wallets (cluster, wallet)
            SELECT $2, named FROM unnest($1::text[]) named ORDER BY named ON CONFLICT (cluster, wallet) DO NOTHING""";

    /** Unless somebody else was first. */
    private static final String RESEAL =
            "UPDATE staking.webhooks SET key_id = $2, sealed_secret = $3 WHERE id = $1 AND key_id = $4";

    private final Pool pool;

    WebhookRepository(Pool pool) {
        this.pool = pool;
    }

    /** Empty when the organisation has so many. */
    Uni<Optional<Webhook>> insert(
            SqlConnection transaction,
            WebhookId id,
            OrganizationId organization,
            String cluster,
            URI url,
            List<String> events,
            List<PublicKey> wallets,
            Sealed secret,
            int most) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addUUID(organization.value())
                .addString(cluster)
                .addString(url.toString())
                .addArrayOfString(events.toArray(String[]::new))
                .addArrayOfString(names(wallets))
                .addString(secret.keyId())
                .addValue(Buffer.buffer(secret.bytes()))
                .addInteger(most);
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('webhooks ' || $1, 0))")
                .execute(Tuple.of(organization.toString()))
                .chain(() -> transaction.preparedQuery(INSERT).execute(values))
                .map(rows -> Rows.first(rows, WebhookRepository::webhook));
    }

    Uni<List<Webhook>> list(OrganizationId organization) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM staking.webhooks WHERE organization = $1 ORDER BY id")
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.list(rows, WebhookRepository::webhook));
    }

    Uni<Optional<Webhook>> find(OrganizationId organization, WebhookId id) {
        return pool.preparedQuery("SELECT " + COLUMNS + " FROM staking.webhooks WHERE id = $1 AND organization = $2")
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, WebhookRepository::webhook));
    }

    Uni<Boolean> exists(OrganizationId organization, WebhookId id) {
        return pool.preparedQuery("SELECT id FROM staking.webhooks WHERE id = $1 AND organization = $2")
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> reseal(WebhookId id, Sealed before, Sealed after) {
        return pool.preparedQuery(RESEAL)
                .execute(Tuple.of(id.value(), after.keyId(), Buffer.buffer(after.bytes()), before.keyId()))
                .replaceWithVoid();
    }

    Uni<Boolean> delete(SqlConnection transaction, OrganizationId organization, WebhookId id) {
        return transaction
                .preparedQuery("DELETE FROM staking.webhooks WHERE id = $1 AND organization = $2")
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** They are looked at soon. */
    Uni<Void> watch(SqlConnection transaction, String cluster, List<PublicKey> wallets) {
        return wallets.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(WATCH)
                        .execute(Tuple.tuple().addArrayOfString(names(wallets)).addString(cluster))
                        .replaceWithVoid();
    }

    private static String[] names(List<PublicKey> wallets) {
        return wallets.stream().map(PublicKey::toString).sorted().toArray(String[]::new);
    }

    private static Webhook webhook(Row row) {
        return new Webhook(
                new WebhookId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization")),
                row.getString("cluster"),
                URI.create(row.getString("url")),
                List.of(row.getArrayOfStrings("events")),
                List.of(row.getArrayOfStrings("wallets")),
                Optional.ofNullable(row.getString("disabled_reason")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
