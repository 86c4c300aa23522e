package dev.tidepool.session.secret;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.seal.Sealed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rows of secrets. */
@ApplicationScoped
class SecretRepository {

    /** One change of an organisation's secrets at a time: their number is counted before one is added. */
    private static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('session.secrets:' || $1, 0))";

    private static final String COUNT = "SELECT count(*) AS secrets FROM session.secrets WHERE organization_id = $1";

    private static final String TOLD = """
            SELECT organization_id, name, hosts, created_by, created_at, updated_by, updated_at, last_used_at
            FROM session.secrets WHERE organization_id = $1""";

    private static final String LIST = TOLD + " ORDER BY name";
    private static final String FIND = TOLD + " AND name = $2";

    private static final String SEALED =
            "SELECT key_id, sealed FROM session.secrets WHERE organization_id = $1 AND name = $2";

    private static final String STORE = """
            INSERT INTO session.secrets (organization_id, name, hosts, key_id, sealed, created_by, created_at, updated_by,
                updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (organization_id, name) DO UPDATE SET hosts = $3, key_id = $4, sealed = $5, updated_by = $8,
                updated_at = $9""";

    /** By the minute: a secret that is used all the time is not written all the time. */
    private static final String USED = """
            UPDATE session.secrets SET last_used_at = $3::timestamptz
            WHERE organization_id = $1 AND name = $2
              AND (last_used_at IS NULL OR last_used_at < $3::timestamptz - interval '1 minute')""";

    /** Unless somebody set it meanwhile. */
    private static final String RESEAL = """
            UPDATE session.secrets SET key_id = $4, sealed = $5
            WHERE organization_id = $1 AND name = $2 AND sealed = $3""";

    private static final String DELETE = "DELETE FROM session.secrets WHERE organization_id = $1 AND name = $2";

    /** How many the organisation has; nobody adds one until the transaction ends. */
    Uni<Long> holdAndCount(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(organization.toString()))
                .chain(() -> transaction.preparedQuery(COUNT).execute(Tuple.of(organization.value())))
                .map(rows -> rows.iterator().next().getLong("secrets"));
    }

    /** By name. */
    Uni<List<Secret>> list(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(LIST)
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.list(rows, SecretRepository::secret));
    }

    Uni<Optional<Secret>> find(SqlConnection transaction, OrganizationId organization, SecretName name) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), name.value()))
                .map(rows -> Rows.first(rows, SecretRepository::secret));
    }

    Uni<Optional<Sealed>> sealed(SqlConnection transaction, Secret secret) {
        return transaction
                .preparedQuery(SEALED)
                .execute(key(secret))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Sealed(
                                row.getString("key_id"),
                                row.get(Buffer.class, "sealed").getBytes())));
    }

    Uni<Void> store(SqlConnection transaction, Secret secret, Sealed sealed) {
        Tuple values = key(secret)
                .addArrayOfString(secret.hosts().hosts().toArray(String[]::new))
                .addString(sealed.keyId())
                .addValue(Buffer.buffer(sealed.bytes()))
                .addString(secret.createdBy())
                .addValue(at(secret.createdAt()))
                .addString(secret.updatedBy())
                .addValue(at(secret.updatedAt()));
        return transaction.preparedQuery(STORE).execute(values).replaceWithVoid();
    }

    Uni<Void> used(SqlConnection transaction, Secret secret, Instant now) {
        return transaction
                .preparedQuery(USED)
                .execute(key(secret).addValue(at(now)))
                .replaceWithVoid();
    }

    Uni<Void> reseal(SqlConnection transaction, Secret secret, Sealed before, Sealed after) {
        return transaction
                .preparedQuery(RESEAL)
                .execute(key(secret)
                        .addValue(Buffer.buffer(before.bytes()))
                        .addString(after.keyId())
                        .addValue(Buffer.buffer(after.bytes())))
                .replaceWithVoid();
    }

    /** Whether there was one. */
    Uni<Boolean> delete(SqlConnection transaction, OrganizationId organization, SecretName name) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(organization.value(), name.value()))
                .map(deleted -> deleted.rowCount() == 1);
    }

    private static Tuple key(Secret secret) {
        return Tuple.tuple()
                .addUUID(secret.organization().value())
                .addString(secret.name().value());
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Secret secret(Row row) {
        return new Secret(
                new OrganizationId(row.getUUID("organization_id")),
                new SecretName(row.getString("name")),
                new SecretHosts(List.of(row.getArrayOfStrings("hosts"))),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("updated_by"),
                row.getOffsetDateTime("updated_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("last_used_at")).map(OffsetDateTime::toInstant));
    }
}
