package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys at rest. SQL is written out: the look-up is on the path of every request whose key is not remembered. */
@ApplicationScoped
class ApiKeyRepository {

    private static final String FIND = """
            SELECT k.id, k.agent_id, k.organization_id, k.key_hash, k.role, k.scopes, o.tier
            FROM gateway.api_key k JOIN gateway.organization o ON o.id = k.organization_id
            WHERE k.key_hash = $1 AND k.revoked_at IS NULL""";

    private static final String INSERT = """
            INSERT INTO gateway.api_key (id, organization_id, agent_id, name, prefix, key_hash, role, scopes, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    private static final String INSERT_WITH_ORGANIZATION = """
            WITH created AS (
              INSERT INTO gateway.organization (id, name, tier, origin)
              VALUES ($2, $10, 'open_source', 'registration') RETURNING id)
            INSERT INTO gateway.api_key (id, organization_id, agent_id, name, prefix, key_hash, role, scopes, created_at)
            SELECT $1, created.id, $3, $4, $5, $6, $7, $8, $9 FROM created""";

    private static final String LIST = """
            SELECT id, organization_id, name, prefix, key_hash, role, scopes, created_at FROM gateway.api_key
            WHERE organization_id = $1 AND revoked_at IS NULL AND id < $2
            ORDER BY id DESC LIMIT $3""";

    private static final String COUNT = """
            SELECT count(*) AS active FROM gateway.api_key
            WHERE organization_id = $1 AND agent_id IS NULL AND revoked_at IS NULL""";

    private static final String REVOKE = """
            UPDATE gateway.api_key SET revoked_at = now()
            WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING key_hash""";

    private static final String REVOKE_OTHERS_OF_NAME = """
            UPDATE gateway.api_key SET revoked_at = now()
            WHERE organization_id = $1 AND name = $2 AND role = 'owner' AND key_hash <> $3 AND revoked_at IS NULL
            RETURNING key_hash""";

    /** Only what a registration just made can be undone: its agent is known to nobody yet. */
    private static final String DELETE_FRESH_OF_AGENT = """
            WITH gone AS (
              DELETE FROM gateway.api_key
              WHERE agent_id = $1 AND created_at > now() - interval '5 minutes'
              RETURNING key_hash, organization_id),
            emptied AS (
              DELETE FROM gateway.organization o USING gone
              WHERE o.id = gone.organization_id AND o.origin = 'registration'
                AND NOT EXISTS (
                  SELECT FROM gateway.api_key k
                  WHERE k.organization_id = o.id AND k.agent_id IS DISTINCT FROM $1))
            SELECT key_hash FROM gone""";

    /** The id that sorts after every other: where the first page begins. */
    private static final UUID LAST = new UUID(-1, -1);

    private final Pool pool;

    ApiKeyRepository(Pool pool) {
        this.pool = pool;
    }

    /** @param hash as stored, to be compared by the caller */
    record Found(String hash, Caller.Member caller) {}

    Uni<Optional<Found>> find(String hash) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(hash))
                .map(rows -> Rows.first(rows, ApiKeyRepository::foundOf));
    }

    Uni<Void> insert(ApiKey key) {
        return pool.preparedQuery(INSERT).execute(tuple(key, null)).replaceWithVoid();
    }

    /** Does nothing when the key exists, revoked or not. */
    Uni<Void> insertIfAbsent(ApiKey key) {
        return pool.preparedQuery(INSERT + " ON CONFLICT (key_hash) DO NOTHING")
                .execute(tuple(key, null))
                .replaceWithVoid();
    }

    Uni<Void> insertForAgent(ApiKey key, AgentId agent) {
        return pool.preparedQuery(INSERT).execute(tuple(key, agent)).replaceWithVoid();
    }

    /** Also makes the key's organisation, of the tier open_source, in the same statement. */
    Uni<Void> insertForAgentWithOrganization(ApiKey key, AgentId agent) {
        return pool.preparedQuery(INSERT_WITH_ORGANIZATION)
                .execute(tuple(key, agent).addString(key.name()))
                .replaceWithVoid();
    }

    Uni<List<ApiKey>> list(OrganizationId organization, Optional<ApiKeyId> before, PageLimit limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(
                        organization.value(), before.map(ApiKeyId::value).orElse(LAST), limit.plusOne()))
                .map(rows -> Rows.list(rows, ApiKeyRepository::keyOf));
    }

    Uni<Long> countActive(OrganizationId organization) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getLong("active"));
    }

    /** The revoked key's hash, or empty when the organisation has no such active key. */
    Uni<Optional<String>> revoke(OrganizationId organization, ApiKeyId id) {
        return pool.preparedQuery(REVOKE)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, ApiKeyRepository::hashOf));
    }

    Uni<List<String>> revokeOthersOfName(ApiKey kept) {
        return pool.preparedQuery(REVOKE_OTHERS_OF_NAME)
                .execute(Tuple.of(kept.organization().value(), kept.name(), kept.hash()))
                .map(rows -> Rows.list(rows, ApiKeyRepository::hashOf));
    }

    Uni<Optional<String>> deleteFreshOfAgent(AgentId agent) {
        return pool.preparedQuery(DELETE_FRESH_OF_AGENT)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(rows, ApiKeyRepository::hashOf));
    }

    private static Tuple tuple(ApiKey key, @Nullable AgentId agent) {
        return Tuple.tuple()
                .addUUID(key.id().value())
                .addUUID(key.organization().value())
                .addUUID(agent == null ? null : agent.value())
                .addString(key.name())
                .addString(key.prefix())
                .addString(key.hash())
                .addString(key.role().wireName())
                .addArrayOfString(key.scopes().toArray(String[]::new))
                .addOffsetDateTime(OffsetDateTime.ofInstant(key.createdAt(), ZoneOffset.UTC));
    }

    private static Found foundOf(Row row) {
        UUID agent = row.getUUID("agent_id");
        String subject = agent == null ? "key:" + row.getUUID("id") : "agent:" + agent;
        return new Found(
                row.getString("key_hash"),
                new Caller.Member(
                        subject,
                        new OrganizationId(row.getUUID("organization_id")),
                        Tier.ofWireName(row.getString("tier")),
                        Set.of(Role.ofWireName(row.getString("role"))),
                        Set.of(row.getArrayOfStrings("scopes"))));
    }

    private static ApiKey keyOf(Row row) {
        return new ApiKey(
                new ApiKeyId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("name"),
                row.getString("prefix"),
                row.getString("key_hash"),
                Role.ofWireName(row.getString("role")),
                Set.of(row.getArrayOfStrings("scopes")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static String hashOf(Row row) {
        return row.getString("key_hash");
    }
}
