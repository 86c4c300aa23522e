package dev.tidepool.social.vote;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stores votes. Call it with what is voted on locked. */
@ApplicationScoped
class VoteRepository {

    private static final String SELECT = """
            SELECT value FROM social.votes WHERE agent_id = $1 AND target_id = $2 AND target_type = $3""";

    private static final String UPSERT = """
            INSERT INTO social.votes (agent_id, target_id, target_type, value, created_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (agent_id, target_id, target_type) DO UPDATE SET value = $4, created_at = $5""";

    private static final String DELETE = """
            DELETE FROM social.votes WHERE agent_id = $1 AND target_id = $2 AND target_type = $3""";

    Uni<Optional<Ballot>> find(SqlConnection transaction, AgentId agent, String kind, TypedId target) {
        return transaction
                .preparedQuery(SELECT)
                .execute(Tuple.of(agent.value(), target.value(), kind))
                .map(rows -> Rows.first(rows, row -> Ballot.ofValue(row.getShort("value"))));
    }

    Uni<Void> put(SqlConnection transaction, AgentId agent, String kind, TypedId target, Ballot ballot, Instant now) {
        return transaction
                .preparedQuery(UPSERT)
                .execute(Tuple.of(
                        agent.value(), target.value(), kind, (short) ballot.value(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, AgentId agent, String kind, TypedId target) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(agent.value(), target.value(), kind))
                .replaceWithVoid();
    }
}
