package dev.tidepool.social.follow;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.AgentPair;
import dev.tidepool.social.agent.AgentRow;
import dev.tidepool.social.agent.AgentSlice;
import dev.tidepool.social.agent.ListedAgent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Stores follows. */
@ApplicationScoped
class FollowRepository {

    private static final String INSERT = """
            INSERT INTO social.follows (follower_id, followed_id, created_at) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING""";

    private static final String DELETE = "DELETE FROM social.follows WHERE follower_id = $1 AND followed_id = $2";

    private static final String AMONG =
            "SELECT followed_id FROM social.follows WHERE follower_id = $1 AND followed_id = ANY($2)";

    /** Looked up one by one: the followed may have any number of followers. */
    private static final String FOLLOWERS_AMONG = """
            SELECT agent_id AS follower_id FROM unnest($2::uuid[]) AS agent_id
            WHERE EXISTS (SELECT FROM social.follows WHERE follower_id = agent_id AND followed_id = $1)""";

    /** The page is cut before the join, so that an index decides its cost. */
    private static final String PAGE = """
            SELECT %1$s, f.created_at AS followed_at
            FROM (SELECT %2$s AS agent_id, created_at FROM social.follows
                  WHERE %3$s = $1 AND (created_at, %2$s) < ($2, $3)
                  ORDER BY created_at DESC, %2$s DESC LIMIT $4 OFFSET $5) f
            JOIN social.agents a ON a.id = f.agent_id
            ORDER BY f.created_at DESC, f.agent_id DESC""";

    private static final String FOLLOWERS = PAGE.formatted(AgentRow.COLUMNS, "follower_id", "followed_id");
    private static final String FOLLOWING = PAGE.formatted(AgentRow.COLUMNS, "followed_id", "follower_id");

    private final Pool pool;

    FollowRepository(Pool pool) {
        this.pool = pool;
    }

    /** Whether it was not there yet. */
    Uni<Boolean> insert(SqlConnection transaction, AgentPair pair, Instant now) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(pair.actor().id().value(), pair.other().id().value(), now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    /** Whether it was there. */
    Uni<Boolean> delete(SqlConnection transaction, AgentPair pair) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(pair.actor().id().value(), pair.other().id().value()))
                .map(done -> done.rowCount() == 1);
    }

    /** Those of the agents that the follower follows. */
    Uni<List<AgentId>> among(AgentId follower, Collection<AgentId> agents) {
        return pool.preparedQuery(AMONG)
                .execute(Tuple.of(follower.value(), idsOf(agents)))
                .map(rows -> Rows.list(rows, row -> new AgentId(row.getUUID("followed_id"))));
    }

    /** Those of the agents that follow the one who is followed. */
    Uni<List<AgentId>> followersAmong(SqlConnection transaction, AgentId followed, Collection<AgentId> agents) {
        return transaction
                .preparedQuery(FOLLOWERS_AMONG)
                .execute(Tuple.of(followed.value(), idsOf(agents)))
                .map(rows -> Rows.list(rows, row -> new AgentId(row.getUUID("follower_id"))));
    }

    private static UUID[] idsOf(Collection<AgentId> agents) {
        return agents.stream().map(AgentId::value).toArray(UUID[]::new);
    }

    Uni<List<ListedAgent>> followersOf(AgentId agent, AgentSlice slice) {
        return page(FOLLOWERS, agent, slice);
    }

    Uni<List<ListedAgent>> followedBy(AgentId agent, AgentSlice slice) {
        return page(FOLLOWING, agent, slice);
    }

    private Uni<List<ListedAgent>> page(String sql, AgentId agent, AgentSlice slice) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(
                        agent.value(),
                        slice.after().timeAtUtc(),
                        slice.after().id().value(),
                        slice.limit(),
                        slice.offset()))
                .map(rows -> Rows.list(rows, FollowRepository::listed));
    }

    private static ListedAgent listed(Row row) {
        return new ListedAgent(
                AgentRow.agentOf(row), row.getOffsetDateTime("followed_at").toInstant());
    }
}
