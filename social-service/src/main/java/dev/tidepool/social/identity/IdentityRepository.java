package dev.tidepool.social.identity;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stores identity tokens. */
@ApplicationScoped
class IdentityRepository {

    private static final String INSERT = """
            INSERT INTO social.identity_tokens (token_hash, agent_id, audience, expires_at) VALUES ($1, $2, $3, $4)""";

    /** Those that have expired, and the oldest of too many: so no job is needed. */
    private static final String DELETE_OLD = """
            DELETE FROM social.identity_tokens
            WHERE agent_id = $1 AND (expires_at <= $2 OR token_hash NOT IN (
              SELECT token_hash FROM social.identity_tokens WHERE agent_id = $1 ORDER BY expires_at DESC LIMIT $3))""";

    private static final String FIND = """
            SELECT %s FROM social.identity_tokens t JOIN social.agents a ON a.id = t.agent_id
            WHERE t.token_hash = $1 AND t.expires_at > $2 AND (t.audience IS NULL OR t.audience = $3)
              AND a.is_active AND a.deleted_at IS NULL""".formatted(AgentRow.COLUMNS);

    private final Pool pool;

    IdentityRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection transaction, IdentityToken token) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        token.hash(),
                        token.agent().value(),
                        token.audience().orElse(null),
                        token.expiresAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Leaves so many. */
    Uni<Void> deleteOld(SqlConnection transaction, AgentId agent, Instant now, int left) {
        return transaction
                .preparedQuery(DELETE_OLD)
                .execute(Tuple.of(agent.value(), now.atOffset(ZoneOffset.UTC), left))
                .replaceWithVoid();
    }

    /** Whose token it is, if it is good for the audience. */
    Uni<Optional<Agent>> agentOf(String hash, Optional<String> audience, Instant now) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(hash, now.atOffset(ZoneOffset.UTC), audience.orElse(null)))
                .map(rows -> Rows.first(rows, AgentRow::agentOf));
    }
}
