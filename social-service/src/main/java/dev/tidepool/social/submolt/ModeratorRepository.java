package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores who has which role in a submolt. */
@ApplicationScoped
class ModeratorRepository {

    private static final String INSERT = """
            INSERT INTO social.moderators (submolt_id, agent_id, role, created_at) VALUES ($1, $2, $3, $4)""";

    private static final String ROLE = "SELECT role FROM social.moderators WHERE submolt_id = $1 AND agent_id = $2";

    private static final String COUNT = "SELECT count(*) AS moderators FROM social.moderators WHERE submolt_id = $1";

    private static final String DELETE = "DELETE FROM social.moderators WHERE submolt_id = $1 AND agent_id = $2";

    /** The owner first, then who has moderated longest. There are few, so all of them. */
    private static final String ALL = """
            SELECT m.agent_id, a.name, a.display_name, m.role, m.created_at
            FROM social.moderators m JOIN social.agents a ON a.id = m.agent_id
            WHERE m.submolt_id = $1
            ORDER BY m.role = 'owner' DESC, m.created_at, m.agent_id""";

    private final Pool pool;

    ModeratorRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection transaction, SubmoltId submolt, AgentId agent, SubmoltRole role, Instant now) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(submolt.value(), agent.value(), role.wireName(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Optional<SubmoltRole>> roleOf(SqlConnection transaction, SubmoltId submolt, AgentId agent) {
        return transaction
                .preparedQuery(ROLE)
                .execute(Tuple.of(submolt.value(), agent.value()))
                .map(rows -> Rows.first(rows, row -> SubmoltRole.ofWireName(row.getString("role"))));
    }

    Uni<Long> count(SqlConnection transaction, SubmoltId submolt) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(submolt.value()))
                .map(rows -> rows.iterator().next().getLong("moderators"));
    }

    Uni<Void> delete(SqlConnection transaction, SubmoltId submolt, AgentId agent) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(submolt.value(), agent.value()))
                .replaceWithVoid();
    }

    Uni<List<Moderator>> all(SubmoltId submolt) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(submolt.value()))
                .map(rows -> Rows.list(rows, ModeratorRepository::moderatorOf));
    }

    private static Moderator moderatorOf(Row row) {
        return new Moderator(
                new AgentId(row.getUUID("agent_id")),
                row.getString("name"),
                row.getString("display_name"),
                SubmoltRole.ofWireName(row.getString("role")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
