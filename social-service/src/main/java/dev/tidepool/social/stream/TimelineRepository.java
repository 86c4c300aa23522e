package dev.tidepool.social.stream;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the journal for agents: what is for them, for followers of whom they follow, for readers of what they read, for their organisation. */
@ApplicationScoped
class TimelineRepository {

    /** What comes in two ways comes once; what is not there any more does not come. */
    private static final String PAGE = """
            SELECT DISTINCT ON (position) ends.last, position, event_id, type, time, data
            FROM (SELECT coalesce((SELECT max(position) FROM social.journal), $2) AS last) ends LEFT JOIN (
                (SELECT * FROM social.journal WHERE agent_id = $1 AND position > $2 AND position <= $4 AND %1$s
                    ORDER BY position LIMIT $3)
                UNION ALL
                SELECT j.* FROM social.follows f CROSS JOIN LATERAL (
                    SELECT * FROM social.journal WHERE author_id = f.followed_id AND position > $2 AND position <= $4 AND %1$s
                    ORDER BY position LIMIT $3) j
                WHERE f.follower_id = $1
                UNION ALL
                SELECT j.* FROM social.subscriptions s CROSS JOIN LATERAL (
                    SELECT * FROM social.journal
                    WHERE submolt_id = s.submolt_id AND author_id <> $1 AND position > $2 AND position <= $4 AND %1$s
                    ORDER BY position LIMIT $3) j
                WHERE s.agent_id = $1
                UNION ALL
                SELECT j.* FROM social.agents a CROSS JOIN LATERAL (
                    SELECT * FROM social.journal WHERE organization_id = a.organization_id AND position > $2 AND position <= $4
                    ORDER BY position LIMIT $3) j
                WHERE a.id = $1) told ON true
            ORDER BY position LIMIT $3""".formatted("social.is_still_true(type, data)");

    /** Between which positions the journal is, read at both ends of its key. An empty one ends where the next entry will be. */
    static final String BOUNDS = """
            SELECT coalesce((SELECT min(position) FROM social.journal), end_of.position) AS first,
                coalesce((SELECT max(position) FROM social.journal), end_of.position) AS last
            FROM (SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS position FROM social.journal_position_seq) end_of""";

    private static final String NEWS = """
            WITH entries AS (SELECT * FROM social.journal WHERE position > $1 ORDER BY position LIMIT $3),
            told AS (
                SELECT agent_id AS id FROM entries WHERE agent_id = ANY($2)
                UNION
                SELECT f.follower_id FROM entries e JOIN social.follows f ON f.followed_id = e.author_id
                WHERE f.follower_id = ANY($2)
                UNION
                SELECT s.agent_id FROM entries e JOIN social.subscriptions s ON s.submolt_id = e.submolt_id
                WHERE s.agent_id = ANY($2)
                UNION
                SELECT a.id FROM entries e JOIN social.agents a ON a.organization_id = e.organization_id
                WHERE a.id = ANY($2))
            SELECT coalesce((SELECT max(position) FROM entries), $1) AS last,
                ARRAY(SELECT id FROM told) AS told""";

    private final Pool pool;

    TimelineRepository(Pool pool) {
        this.pool = pool;
    }

    /** An event as an agent is told it. */
    record Told(long position, String id, String type, String time, JsonObject data) {}

    /** The first and the last position that the journal has. */
    record Bounds(long first, long last) {}

    /** Whom entries are for, and up to where they were looked through. */
    record News(long last, Set<AgentId> agents) {}

    /**
     * What comes after a position.
     *
     * @param events the oldest first
     * @param to up to where there is no more than these
     * @param more whether the journal goes on after that
     */
    record TimelinePage(List<Told> events, long to, boolean more) {

        TimelinePage {
            events = List.copyOf(events);
        }
    }

    /**
     * The oldest after a position, so many at most.
     *
     * @param window so many entries of the journal are looked at, whomever they are for: however many the agent follows, no more are read
     */
    Uni<TimelinePage> page(AgentId agent, long after, int limit, int window) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(agent.value(), after, limit, after + window))
                .map(rows -> pageOf(Rows.list(rows, row -> row), after + window, limit));
    }

    private static TimelinePage pageOf(List<Row> rows, long end, int limit) {
        List<Told> events = rows.stream()
                .filter(row -> row.getLong("position") != null)
                .map(TimelineRepository::toldOf)
                .toList();
        long last = rows.getFirst().getLong("last");
        return events.size() == limit
                ? new TimelinePage(events, events.getLast().position(), true)
                : new TimelinePage(events, Math.min(end, last), end < last);
    }

    Uni<Bounds> bounds() {
        return pool.query(BOUNDS)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Bounds(row.getLong("first"), row.getLong("last")));
    }

    /** For which of these agents there is something after a position. */
    Uni<News> news(long after, Collection<AgentId> agents, int limit) {
        UUID[] ids = agents.stream().map(AgentId::value).toArray(UUID[]::new);
        return pool.preparedQuery(NEWS)
                .execute(Tuple.of(after, ids, limit))
                .map(rows -> rows.iterator().next())
                .map(row -> new News(
                        row.getLong("last"),
                        Arrays.stream(row.getArrayOfUUIDs("told"))
                                .map(AgentId::new)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    private static Told toldOf(Row row) {
        return new Told(
                row.getLong("position"),
                row.getUUID("event_id").toString(),
                row.getString("type"),
                row.getOffsetDateTime("time").toInstant().toString(),
                row.get(JsonObject.class, "data"));
    }
}
