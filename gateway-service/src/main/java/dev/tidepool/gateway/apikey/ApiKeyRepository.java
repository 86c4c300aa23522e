package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys at rest. SQL is written out: the look-up is on the path of every request whose key is not remembered. */
@ApplicationScoped
class ApiKeyRepository {

    /** Keys that ended are found too: their use tells their organisation something. */
    private static final String FIND = """
            SELECT k.id, k.agent_id, k.organization_id, k.role, k.scopes, k.rate_limit_per_minute, o.tier, t.ends_at,
              k.key_hash = $1 AND NOT k.text_shown AS first_shown,
              k.revoked_at IS NULL AND (t.ends_at IS NULL OR t.ends_at > now()) AS live
            FROM gateway.api_key k
              JOIN gateway.organization o ON o.id = k.organization_id
              CROSS JOIN LATERAL (
                SELECT least(k.expires_at, CASE WHEN k.key_hash = $1 THEN k.text_ends_at ELSE k.previous_ends_at END)
                  AS ends_at) t
            WHERE k.key_hash = $1 OR k.previous_hash = $1""";

    /** Nothing when the text was replaced meanwhile. */
    private static final String SHOW = "UPDATE gateway.api_key SET text_shown = true WHERE key_hash = $1";

    private static final String INSERT = "INSERT INTO gateway.api_key (" + KeyRows.INSERTED + ") "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

    private static final String READ = "SELECT " + KeyRows.COLUMNS + """
            , u.last_used_at
            FROM gateway.api_key k
              LEFT JOIN LATERAL (
                SELECT last_used_at FROM gateway.api_key_usage
                WHERE api_key_id = k.id ORDER BY day DESC LIMIT 1) u ON true
            WHERE k.organization_id = $1 AND k.revoked_at IS NULL AND""";

    private static final String LIST = READ + " k.id < $2 ORDER BY k.id DESC LIMIT $3";
    private static final String GET = READ + " k.id = $2";

    private static final String COUNT = """
            SELECT count(*) AS active FROM gateway.api_key
            WHERE organization_id = $1 AND agent_id IS NULL AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > now())""";

    /** A key that must rotate from now on is told of anew, with its end; one that need not any more has none. */
    private static final String CHANGE = """
            UPDATE gateway.api_key
            SET name = coalesce($3, name), auto_rotate = coalesce($4, auto_rotate),
                text_ends_at = CASE WHEN $4 IS FALSE THEN NULL ELSE text_ends_at END,
                notified_at = CASE WHEN $4 AND NOT auto_rotate THEN NULL ELSE notified_at END
            WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL""";

    private static final String REVOKE = """
            UPDATE gateway.api_key SET revoked_at = now()
            WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING key_hash, previous_hash""";

    /** Agents' keys are not their registrars'. */
    private static final String REVOKE_BEYOND = """
            UPDATE gateway.api_key SET revoked_at = now()
            WHERE organization_id = $1 AND created_by = $2 AND agent_id IS NULL AND revoked_at IS NULL AND NOT scopes <@ $3
            RETURNING id, key_hash, previous_hash""";

    /** Whether some key has this text or had it, as far as is remembered: revoked ones too. */
    private static final String IS_KNOWN = """
            SELECT FROM gateway.api_key WHERE key_hash = $1 OR previous_hash = $1 OR bootstrap_hash = $1""";

    /** What is an owner's is the bootstrap file's: nobody else can make one. */
    private static final String ADOPT = """
            UPDATE gateway.api_key SET bootstrap_hash = $2
            WHERE organization_id = $1 AND key_hash = $2 AND role = 'owner' AND revoked_at IS NULL""";

    private static final String REVOKE_OTHERS_OF_FILE = """
            UPDATE gateway.api_key SET revoked_at = now()
            WHERE organization_id = $1 AND role = 'owner' AND bootstrap_hash IS DISTINCT FROM $2
              AND previous_hash IS DISTINCT FROM $2 AND revoked_at IS NULL
            RETURNING key_hash, previous_hash""";

    private static final int BATCH = 1000;

    /**
     * Those of agents and of the bootstrap file stay: they tell what must not be made again. In batches, so that no statement
     * holds many rows for long; what another gateway deletes is passed over.
     */
    private static final String DELETE_ENDED = """
            DELETE FROM gateway.api_key WHERE id IN (
              SELECT id FROM gateway.api_key
              WHERE least(revoked_at, expires_at) < $1 AND agent_id IS NULL AND bootstrap_hash IS NULL
              LIMIT %d FOR UPDATE SKIP LOCKED)""".formatted(BATCH);

    private final Pool pool;

    ApiKeyRepository(Pool pool) {
        this.pool = pool;
    }

    /** What a text is. That it was shown is stored before it is answered, so that nobody replaces a text that was used. */
    Uni<KeyVerdict> find(String hash) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(hash))
                .map(rows -> Rows.first(
                                rows, row -> new Found(KeyRows.verdictOf(row, hash), row.getBoolean("first_shown")))
                        .orElseGet(() -> new Found(new KeyVerdict.Unknown(), false)))
                .chain(found -> found.isFirstUse()
                        ? show(hash, found.verdict())
                        : Uni.createFrom().item(found.verdict()));
    }

    private record Found(KeyVerdict verdict, boolean unseen) {

        boolean isFirstUse() {
            return unseen && verdict instanceof KeyVerdict.Live;
        }
    }

    private Uni<KeyVerdict> show(String hash, KeyVerdict verdict) {
        return pool.preparedQuery(SHOW)
                .execute(Tuple.of(hash))
                .chain(done -> done.rowCount() == 1 ? Uni.createFrom().item(verdict) : find(hash));
    }

    Uni<Void> insert(SqlConnection transaction, ApiKey key) {
        return transaction
                .preparedQuery(INSERT)
                .execute(KeyRows.tuple(key, null, null))
                .replaceWithVoid();
    }

    Uni<Void> insertForAgent(SqlConnection transaction, ApiKey key, AgentId agent) {
        return transaction
                .preparedQuery(INSERT)
                .execute(KeyRows.tuple(key, agent, null))
                .replaceWithVoid();
    }

    /**
     * Whether the bootstrap file's key was inserted: not when some key has its text, revoked or not, or had it before its last
     * rotation or when the file made it. Of two gateways that start at once one inserts it.
     */
    Uni<Boolean> insertOfFile(SqlConnection transaction, ApiKey key) {
        String hash = key.text().hash();
        return transaction
                .preparedQuery(IS_KNOWN)
                .execute(Tuple.of(hash))
                .chain(known -> known.size() > 0
                        ? Uni.createFrom().item(false)
                        : transaction
                                .preparedQuery(INSERT + " ON CONFLICT DO NOTHING")
                                .execute(KeyRows.tuple(key, null, hash))
                                .map(rows -> rows.rowCount() > 0));
    }

    /** Whether the file's text is the present one of a key of the file, which is known by it from now on. */
    Uni<Boolean> adoptOfFile(SqlConnection transaction, OrganizationId organization, String hash) {
        return transaction
                .preparedQuery(ADOPT)
                .execute(Tuple.of(organization.value(), hash))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<List<ApiKey>> list(OrganizationId organization, Optional<ApiKeyId> before, PageLimit limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(
                        organization.value(), before.map(ApiKeyId::value).orElse(Uuid7.LAST), limit.plusOne()))
                .map(rows -> Rows.list(rows, row -> KeyRows.keyOf(row, KeyRows.instant(row, "last_used_at"))));
    }

    Uni<Optional<ApiKey>> get(OrganizationId organization, ApiKeyId id) {
        return pool.preparedQuery(GET)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, row -> KeyRows.keyOf(row, KeyRows.instant(row, "last_used_at"))));
    }

    /** The key that the caller shows, if it is one. Not within a transaction: it takes a connection of its own. */
    Uni<Optional<ApiKey>> shownBy(Caller.Member caller) {
        Optional<ApiKeyId> own = KeyRights.ownKey(caller);
        return own.isEmpty() ? Uni.createFrom().item(Optional.empty()) : get(caller.organization(), own.get());
    }

    /** How many keys the organisation has, which is to be held. */
    Uni<Long> count(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getLong("active"));
    }

    /** Whether the organisation has such a key. */
    Uni<Boolean> change(SqlConnection transaction, OrganizationId organization, ApiKeyId id, ApiKeyChange change) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.tuple()
                        .addUUID(organization.value())
                        .addUUID(id.value())
                        .addString(change.name().orElse(null))
                        .addBoolean(change.autoRotate().orElse(null)))
                .map(rows -> rows.rowCount() > 0);
    }

    /** The revoked key's texts, or empty when the organisation has no such key. */
    Uni<Optional<List<String>>> revoke(SqlConnection transaction, OrganizationId organization, ApiKeyId id) {
        return transaction
                .preparedQuery(REVOKE)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, KeyRows::hashesOf));
    }

    /** A key that was revoked, and its texts. */
    record Revoked(ApiKeyId id, List<String> hashes) {}

    /** Revokes the keys made on the subject's behalf that have a scope besides these. */
    Uni<List<Revoked>> revokeBeyond(
            SqlConnection transaction, OrganizationId organization, String subject, Set<String> scopes) {
        return transaction
                .preparedQuery(REVOKE_BEYOND)
                .execute(Tuple.of(organization.value(), subject, scopes.toArray(String[]::new)))
                .map(rows ->
                        Rows.list(rows, row -> new Revoked(new ApiKeyId(row.getUUID("id")), KeyRows.hashesOf(row))));
    }

    /** Revokes keys that the file made with other texts than this one. */
    Uni<List<String>> revokeOthersOfFile(SqlConnection transaction, OrganizationId organization, String hash) {
        return transaction
                .preparedQuery(REVOKE_OTHERS_OF_FILE)
                .execute(Tuple.of(organization.value(), hash))
                .map(rows -> Rows.list(rows, KeyRows::hashesOf).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    /** Whether there may be more to delete. */
    Uni<Boolean> deleteEnded(Instant before) {
        return pool.preparedQuery(DELETE_ENDED)
                .execute(Tuple.of(KeyRows.utc(before)))
                .map(rows -> rows.rowCount() >= BATCH);
    }
}
