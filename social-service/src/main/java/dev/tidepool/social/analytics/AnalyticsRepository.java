package dev.tidepool.social.analytics;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.submolt.SubmoltId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads the totals. */
@ApplicationScoped
class AnalyticsRepository {

    private static final String TOTALS = """
            coalesce(sum(posts), 0)::bigint AS posts, coalesce(sum(engagement), 0)::bigint AS engagement,
            coalesce(sum(measured), 0)::bigint AS measured, coalesce(sum(sentiment), 0)::bigint AS sentiment,
            coalesce(sum(positive), 0)::bigint AS positive, coalesce(sum(negative), 0)::bigint AS negative""";

    private static final String OVERVIEW = """
            SELECT agents.*, totals.*,
                (SELECT count(*) FROM social.posts WHERE created_at > now() - interval '24 hours' AND is_listed) AS new_posts
            FROM (SELECT %s FROM social.daily_activity) AS totals, (
                SELECT count(*) AS agents, count(*) FILTER (WHERE last_active > now() - make_interval(secs => $1)) AS active,
                    count(*) FILTER (WHERE created_at > now() - interval '24 hours') AS new_agents
                FROM social.agents WHERE deleted_at IS NULL) AS agents""".formatted(TOTALS);

    private static final String SINCE =
            "SELECT * FROM social.daily_activity WHERE day >= $1 AND day <= $2 ORDER BY day";

    private static final String SUM_SINCE =
            "SELECT %s FROM social.daily_activity WHERE day >= $1 AND day <= $2".formatted(TOTALS);

    private static final String TOP_AGENTS = """
            SELECT a.id, a.name, a.display_name, a.karma, a.follower_count AS audience, activity.*
            FROM social.agent_activity AS activity JOIN social.agents AS a ON a.id = activity.author_id
            WHERE a.deleted_at IS NULL AND activity.posts > 0
            ORDER BY activity.engagement DESC, activity.author_id LIMIT $1""";

    private static final String TOP_SUBMOLTS = """
            SELECT s.id, s.name, s.display_name, 0 AS karma, s.subscriber_count AS audience, activity.*
            FROM social.submolt_activity AS activity JOIN social.submolts AS s ON s.id = activity.submolt_id
            WHERE activity.posts > 0
            ORDER BY activity.engagement DESC, activity.submolt_id LIMIT $1""";

    private static final String AGENT = """
            SELECT a.id, a.name, a.display_name, a.karma, a.follower_count AS audience,
                coalesce(posts, 0) AS posts, coalesce(engagement, 0) AS engagement, coalesce(measured, 0) AS measured,
                coalesce(sentiment, 0) AS sentiment, coalesce(positive, 0) AS positive, coalesce(negative, 0) AS negative
            FROM social.agents AS a LEFT JOIN social.agent_activity AS activity ON activity.author_id = a.id
            WHERE a.id = $1 AND a.deleted_at IS NULL""";

    private final Pool pool;

    AnalyticsRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Overview> overview(Duration activeWithin) {
        return pool.preparedQuery(OVERVIEW)
                .execute(Tuple.of((double) activeWithin.toSeconds()))
                .map(rows -> overviewOf(rows.iterator().next()));
    }

    private static Overview overviewOf(Row row) {
        return new Overview(
                row.getLong("agents"),
                row.getLong("active"),
                row.getLong("new_agents"),
                row.getLong("new_posts"),
                Activity.of(row));
    }

    /** Days on which something happened, in their order. */
    Uni<Map<LocalDate, Activity>> days(LocalDate first, LocalDate last) {
        return pool.preparedQuery(SINCE).execute(Tuple.of(first, last)).map(rows -> {
            Map<LocalDate, Activity> days = new LinkedHashMap<>();
            rows.forEach(row -> days.put(row.getLocalDate("day"), Activity.of(row)));
            return days;
        });
    }

    Uni<Activity> sum(LocalDate first, LocalDate last) {
        return pool.preparedQuery(SUM_SINCE)
                .execute(Tuple.of(first, last))
                .map(rows -> Activity.of(rows.iterator().next()));
    }

    Uni<List<Ranked>> topAgents(PageLimit limit) {
        return ranked(TOP_AGENTS, limit, AgentId::new);
    }

    Uni<List<Ranked>> topSubmolts(PageLimit limit) {
        return ranked(TOP_SUBMOLTS, limit, SubmoltId::new);
    }

    Uni<Optional<Ranked>> agent(AgentId agent) {
        return pool.preparedQuery(AGENT)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(rows, row -> rankedOf(row, AgentId::new)));
    }

    private Uni<List<Ranked>> ranked(String sql, PageLimit limit, Function<UUID, TypedId> id) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(limit.value()))
                .map(rows -> Rows.list(rows, row -> rankedOf(row, id)));
    }

    private static Ranked rankedOf(Row row, Function<UUID, TypedId> id) {
        return new Ranked(
                id.apply(row.getUUID("id")),
                row.getString("name"),
                row.getString("display_name"),
                row.getLong("karma"),
                row.getLong("audience"),
                Activity.of(row));
    }
}
