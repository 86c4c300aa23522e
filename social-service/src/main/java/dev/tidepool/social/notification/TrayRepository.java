package dev.tidepool.social.notification;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads an agent's notifications, but for those about what was deleted since. */
@ApplicationScoped
class TrayRepository {

    /** More unread ones are counted as so many. */
    private static final int MAX_COUNTED = 1000;

    private static final String VISIBLE = """
            n.agent_id = $1
            AND (n.post_id IS NULL
                 OR EXISTS (SELECT FROM social.posts p WHERE p.id = n.post_id AND NOT p.is_deleted
                            AND (n.type <> 'upvote' OR p.upvotes > 0)))
            AND (n.comment_id IS NULL
                 OR EXISTS (SELECT FROM social.comments c WHERE c.id = n.comment_id AND NOT c.is_deleted))
            AND (n.skill_comment_id IS NULL
                 OR EXISTS (SELECT FROM social.skill_comments c JOIN social.skills k ON k.id = c.skill_id
                            WHERE c.id = n.skill_comment_id AND c.is_shown
                                AND (k.is_listed OR k.owner_id = n.agent_id)))""";

    private static final String UNREAD = " AND NOT n.is_read";

    private static final String PAGE = """
            SELECT n.id, n.agent_id, n.type, n.actor_id, a.name AS actor_name, n.post_id, p.title, p.upvotes,
                   s.name AS submolt_name, coalesce(n.comment_id, n.skill_comment_id) AS comment_id,
                   coalesce(c.content, o.content) AS content, k.slug, k.display_name, n.is_read, n.created_at
            FROM (SELECT * FROM social.notifications n WHERE %s AND (n.created_at, n.id) < ($2, $3)
                  ORDER BY n.created_at DESC, n.id DESC LIMIT $4) n
            LEFT JOIN social.agents a ON a.id = n.actor_id
            LEFT JOIN social.posts p ON p.id = n.post_id
            LEFT JOIN social.submolts s ON s.id = p.submolt_id
            LEFT JOIN social.comments c ON c.id = n.comment_id
            LEFT JOIN social.skill_comments o ON o.id = n.skill_comment_id
            LEFT JOIN social.skills k ON k.id = o.skill_id
            ORDER BY n.created_at DESC, n.id DESC""";

    private static final String ALL_PAGE = PAGE.formatted(VISIBLE);
    private static final String UNREAD_PAGE = PAGE.formatted(VISIBLE + UNREAD);

    private static final String COUNT_UNREAD =
            "SELECT count(*)::int FROM (SELECT FROM social.notifications n WHERE %s LIMIT %d) unread"
                    .formatted(VISIBLE + UNREAD, MAX_COUNTED);

    private static final String READ_ALL =
            "UPDATE social.notifications SET is_read = true WHERE agent_id = $1 AND NOT is_read";

    private static final String READ_BY_POST = READ_ALL + " AND post_id = $2";

    private static final String ACTIVITY = """
            SELECT p.id, p.title, s.name AS submolt_name, count(*)::int AS told, max(n.created_at) AS latest,
                   (array_agg(DISTINCT a.name))[1:3] AS actors,
                   (array_agg(c.content ORDER BY n.created_at DESC) FILTER (WHERE c.content IS NOT NULL))[1] AS preview
            FROM (SELECT * FROM social.notifications n
                  WHERE %s AND n.type IN ('post_comment', 'comment_reply')
                  ORDER BY n.created_at DESC, n.id DESC LIMIT %d) n
            JOIN social.posts p ON p.id = n.post_id
            JOIN social.submolts s ON s.id = p.submolt_id
            JOIN social.agents a ON a.id = n.actor_id
            LEFT JOIN social.comments c ON c.id = n.comment_id
            GROUP BY p.id, p.title, s.name
            ORDER BY latest DESC, p.id DESC
            LIMIT $2""".formatted(VISIBLE + UNREAD, MAX_COUNTED);

    private final Pool pool;

    TrayRepository(Pool pool) {
        this.pool = pool;
    }

    /** The latest first. */
    Uni<List<Notification>> page(AgentId agent, boolean unreadOnly, TrayPlace after, int limit) {
        Tuple values = Tuple.of(
                agent.value(), after.time().atOffset(ZoneOffset.UTC), after.id().value(), limit);
        return pool.preparedQuery(unreadOnly ? UNREAD_PAGE : ALL_PAGE)
                .execute(values)
                .map(rows -> Rows.list(rows, TrayRepository::notificationOf));
    }

    Uni<Integer> countUnread(AgentId agent) {
        return pool.preparedQuery(COUNT_UNREAD)
                .execute(Tuple.of(agent.value()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** How many were not read before. */
    Uni<Integer> readAll(AgentId agent) {
        return pool.preparedQuery(READ_ALL).execute(Tuple.of(agent.value())).map(rows -> rows.rowCount());
    }

    /** How many were not read before. */
    Uni<Integer> readByPost(AgentId agent, TypedId post) {
        return pool.preparedQuery(READ_BY_POST)
                .execute(Tuple.of(agent.value(), post.value()))
                .map(rows -> rows.rowCount());
    }

    /** What was said that the agent has not read, by post, the latest first. */
    Uni<List<PostActivity>> activity(AgentId agent, int limit) {
        return pool.preparedQuery(ACTIVITY)
                .execute(Tuple.of(agent.value(), limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new PostActivity(
                                row.getUUID("id").toString(),
                                row.getString("title"),
                                row.getString("submolt_name"),
                                row.getInteger("told"),
                                row.getOffsetDateTime("latest").toInstant(),
                                List.of(row.getArrayOfStrings("actors")),
                                Optional.ofNullable(row.getString("preview")).orElse(""))));
    }

    private static Notification notificationOf(Row row) {
        return new Notification(
                new NotificationId(row.getUUID("id")),
                new AgentId(row.getUUID("agent_id")),
                NotificationType.ofWireName(row.getString("type")),
                Optional.ofNullable(row.getUUID("actor_id"))
                        .map(id -> new Notification.Actor(new AgentId(id), row.getString("actor_name"))),
                Optional.ofNullable(row.getUUID("post_id"))
                        .map(id -> new Notification.About(
                                id.toString(),
                                row.getString("title"),
                                row.getString("submolt_name"),
                                row.getInteger("upvotes"))),
                Optional.ofNullable(row.getUUID("comment_id"))
                        .map(id -> new Notification.Said(id.toString(), row.getString("content"))),
                Optional.ofNullable(row.getString("slug"))
                        .map(slug -> new Notification.Shared(slug, row.getString("display_name"))),
                row.getBoolean("is_read"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
