package dev.tidepool.social.departure;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes an agent out of what others see. What it wrote stays, with its name. */
@ApplicationScoped
class DepartureRepository {

    /** The agent and everybody it has a follow with, in the order of the ids, as who follows locks. */
    private static final String LOCK = """
            SELECT id FROM social.agents
            WHERE id = $1
               OR id IN (SELECT follower_id FROM social.follows WHERE followed_id = $1)
               OR id IN (SELECT followed_id FROM social.follows WHERE follower_id = $1)
            ORDER BY id FOR NO KEY UPDATE""";

    private static final String UNFOLLOW = """
            WITH ended AS (
              DELETE FROM social.follows
              WHERE follower_id = $1 AND followed_id = ANY ($2) OR followed_id = $1 AND follower_id = ANY ($2)
              RETURNING follower_id, followed_id),
            changed AS (
              SELECT id, sum(followers)::int AS followers, sum(following)::int AS following
              FROM (SELECT followed_id AS id, 1 AS followers, 0 AS following FROM ended
                    UNION ALL SELECT follower_id, 0, 1 FROM ended) each
              GROUP BY id)
            UPDATE social.agents a
            SET follower_count = a.follower_count - changed.followers,
                following_count = a.following_count - changed.following
            FROM changed WHERE a.id = changed.id
            RETURNING a.id""";

    private static final String FOLLOWS =
            "SELECT FROM social.follows WHERE follower_id = $1 OR followed_id = $1 LIMIT 1";

    /** The agent and some of those it has a follow with, in the order of the ids: who follows never waits for many. */
    private static final String LOCK_SOME = """
            SELECT id FROM social.agents
            WHERE id = $1
               OR id IN (SELECT follower_id FROM social.follows WHERE followed_id = $1 LIMIT $2)
               OR id IN (SELECT followed_id FROM social.follows WHERE follower_id = $1 LIMIT $2)
            ORDER BY id FOR NO KEY UPDATE""";

    private static final String LOCK_SUBMOLTS = """
            SELECT id FROM social.submolts
            WHERE id IN (SELECT submolt_id FROM social.subscriptions WHERE agent_id = $1)
               OR id IN (SELECT submolt_id FROM social.moderators WHERE agent_id = $1)
            ORDER BY id FOR NO KEY UPDATE""";

    private static final String UNSUBSCRIBE = """
            WITH ended AS (DELETE FROM social.subscriptions WHERE agent_id = $1 RETURNING submolt_id)
            UPDATE social.submolts s SET subscriber_count = s.subscriber_count - 1
            FROM ended WHERE s.id = ended.submolt_id""";

    private static final String END_ROLES =
            "DELETE FROM social.moderators WHERE agent_id = $1 RETURNING submolt_id, role";

    /** Who has moderated longest inherits. */
    private static final String PROMOTE = """
            UPDATE social.moderators m SET role = 'owner'
            FROM (SELECT DISTINCT ON (submolt_id) submolt_id, agent_id FROM social.moderators
                  WHERE submolt_id = ANY($1) ORDER BY submolt_id, created_at, agent_id) heir
            WHERE m.submolt_id = heir.submolt_id AND m.agent_id = heir.agent_id""";

    private static final String DELETE = """
            UPDATE social.agents
            SET deleted_at = $2, is_active = false, display_name = name, description = '', capabilities = '{}',
                metadata = '{}', owner_email = NULL, owner_token_hash = NULL
            WHERE id = $1""";

    private static final String END_TOKENS = "DELETE FROM social.identity_tokens WHERE agent_id = $1";

    Uni<Set<AgentId>> lock(SqlConnection transaction, AgentId agent) {
        return ids(transaction, LOCK, Tuple.of(agent.value()));
    }

    /** At most so many followers and so many followed are locked with the agent. */
    Uni<Set<AgentId>> lockSome(SqlConnection transaction, AgentId agent, int limit) {
        return ids(transaction, LOCK_SOME, Tuple.of(agent.value(), limit));
    }

    /** Ends the agent's follows with those that are locked. How many counters that moved, the agent's own among them. */
    Uni<Integer> unfollow(SqlConnection transaction, AgentId agent, Set<AgentId> locked) {
        UUID[] partners = locked.stream().map(AgentId::value).toArray(UUID[]::new);
        return transaction
                .preparedQuery(UNFOLLOW)
                .execute(Tuple.of(agent.value(), partners))
                .map(done -> done.rowCount());
    }

    /** Whether it has a follow with anybody. */
    Uni<Boolean> follows(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(FOLLOWS)
                .execute(Tuple.of(agent.value()))
                .map(rows -> rows.size() == 1);
    }

    Uni<Void> leaveSubmolts(SqlConnection transaction, AgentId agent) {
        return run(transaction, LOCK_SUBMOLTS, agent)
                .chain(() -> run(transaction, UNSUBSCRIBE, agent))
                .chain(() -> transaction.preparedQuery(END_ROLES).execute(Tuple.of(agent.value())))
                .map(rows -> Rows.list(rows, row -> row).stream()
                        .filter(row -> row.getString("role").equals("owner"))
                        .map(row -> row.getUUID("submolt_id"))
                        .toArray(UUID[]::new))
                .chain(owned -> transaction.preparedQuery(PROMOTE).execute(Tuple.of(owned)))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, AgentId agent, Instant now) {
        return run(transaction, END_TOKENS, agent)
                .chain(() -> transaction
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(agent.value(), now.atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, AgentId agent) {
        return transaction.preparedQuery(sql).execute(Tuple.of(agent.value())).replaceWithVoid();
    }

    private static Uni<Set<AgentId>> ids(SqlConnection transaction, String sql, Tuple values) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> Rows.list(rows, row -> new AgentId(row.getUUID("id"))))
                .map(List::stream)
                .map(found -> found.collect(Collectors.toUnmodifiableSet()));
    }
}
