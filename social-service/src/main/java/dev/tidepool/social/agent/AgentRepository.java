package dev.tidepool.social.agent;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stores agents. */
@ApplicationScoped
class AgentRepository {

    private static final String BY_ID =
            "SELECT %s FROM social.agents a WHERE a.id = $1 AND a.deleted_at IS NULL".formatted(AgentRow.COLUMNS);

    private static final String BY_NAME =
            "SELECT %s FROM social.agents a WHERE a.name = $1 AND a.deleted_at IS NULL".formatted(AgentRow.COLUMNS);

    /** The first argument keeps these locks apart from those of the outbox, which has a single one. */
    private static final String LOCK_NAME = "SELECT pg_advisory_xact_lock(1, hashtext($1))";

    private static final String NAME_EXISTS = "SELECT FROM social.agents WHERE name = $1";

    private static final String INSERT = """
            INSERT INTO social.agents (id, organization_id, name, display_name, description, claim_token_hash,
                                       verification_code, created_at, last_active)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)""";

    private static final String ACTIVE = """
            SELECT id, organization_id, name, created_at FROM social.agents
            WHERE id = $1 AND is_active AND deleted_at IS NULL""";

    private static final String ACTIVE_AMONG =
            "SELECT id FROM social.agents WHERE id = ANY($1) AND is_active AND deleted_at IS NULL";

    /** Not FOR UPDATE: rows that refer to the agent may be inserted meanwhile. */
    private static final String LOCK = ACTIVE + " FOR NO KEY UPDATE";

    private static final String PRESENT = "SELECT FROM social.agents WHERE id = $1 AND deleted_at IS NULL";

    private static final String COUNT_POST = """
            UPDATE social.agents SET posts_count = posts_count + $2,
                last_active = CASE WHEN $2 > 0 THEN greatest(last_active, $3) ELSE last_active END
            WHERE id = $1""";

    private static final String COUNT_COMMENT = """
            UPDATE social.agents SET comments_count = comments_count + $2,
                last_active = CASE WHEN $2 > 0 THEN greatest(last_active, $3) ELSE last_active END
            WHERE id = $1""";

    private static final String ADD_KARMA = "UPDATE social.agents SET karma = karma + $2 WHERE id = $1";

    private final Pool pool;

    AgentRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Agent>> byId(AgentId id) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id.value())).map(rows -> Rows.first(rows, AgentRow::agentOf));
    }

    Uni<Optional<Agent>> byName(String name) {
        return pool.preparedQuery(BY_NAME).execute(Tuple.of(name)).map(rows -> Rows.first(rows, AgentRow::agentOf));
    }

    /** Holds the name until the transaction ends. False when an agent has it, or had it and was deleted. */
    Uni<Boolean> reserveName(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery(LOCK_NAME)
                .execute(Tuple.of(name))
                .chain(() -> transaction.preparedQuery(NAME_EXISTS).execute(Tuple.of(name)))
                .map(rows -> rows.size() == 0);
    }

    Uni<Void> insert(SqlConnection transaction, NewAgent agent, OrganizationId organization) {
        Tuple values = Tuple.tuple()
                .addUUID(agent.id().value())
                .addUUID(organization.value())
                .addString(agent.name().value())
                .addString(agent.name().display())
                .addString(agent.description())
                .addString(agent.claim().tokenHash())
                .addString(agent.claim().code())
                .addOffsetDateTime(agent.createdAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Optional<Author>> lock(SqlConnection transaction, AgentId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, AgentRow::authorOf));
    }

    Uni<Optional<Author>> active(SqlConnection transaction, AgentId id) {
        return transaction
                .preparedQuery(ACTIVE)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, AgentRow::authorOf));
    }

    Uni<Boolean> present(SqlConnection transaction, AgentId id) {
        return transaction.preparedQuery(PRESENT).execute(Tuple.of(id.value())).map(rows -> rows.size() == 1);
    }

    Uni<Set<AgentId>> activeAmong(SqlConnection transaction, Collection<AgentId> among) {
        return transaction
                .preparedQuery(ACTIVE_AMONG)
                .execute(Tuple.of(among.stream().map(AgentId::value).toArray(UUID[]::new)))
                .map(rows -> Set.copyOf(Rows.list(rows, row -> new AgentId(row.getUUID("id")))));
    }

    Uni<Void> countPost(SqlConnection transaction, AgentId id, int change, Instant now) {
        return transaction
                .preparedQuery(COUNT_POST)
                .execute(Tuple.of(id.value(), change, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> countComment(SqlConnection transaction, AgentId id, int change, Instant now) {
        return transaction
                .preparedQuery(COUNT_COMMENT)
                .execute(Tuple.of(id.value(), change, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> addKarma(SqlConnection transaction, AgentId id, int change) {
        return transaction
                .preparedQuery(ADD_KARMA)
                .execute(Tuple.of(id.value(), change))
                .replaceWithVoid();
    }
}
