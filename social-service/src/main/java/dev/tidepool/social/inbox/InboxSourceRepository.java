package dev.tidepool.social.inbox;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.inbox.InboxSlice.InboxEntry;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What inboxes are made of: who follows what, the newest posts of that, and the posts that wait. */
@ApplicationScoped
class InboxSourceRepository {

    private static final String MICROS = "(extract(epoch FROM %s) * 1000000)::int8";

    /**
     * Counts and last times change whenever something is followed that was not: who follows locks the agent's row, so these are
     * written one after the other.
     */
    private static final String STATE = """
            SELECT concat_ws('.', (SELECT epoch FROM social.inbox_epoch), a.following_count, coalesce(f.last, 0), s.count, coalesce(s.last, 0)) AS sources,
                   ARRAY(SELECT post_id FROM social.inbox_queue ORDER BY id LIMIT $2) AS waiting
            FROM social.agents a
            CROSS JOIN LATERAL (SELECT %1$s AS last FROM social.follows WHERE follower_id = a.id) f
            CROSS JOIN LATERAL (
                SELECT count(*) AS count, %1$s AS last FROM social.subscriptions WHERE agent_id = a.id) s
            WHERE a.id = $1""".formatted(MICROS.formatted("max(created_at)"));

    private static final String OF_FOLLOWED = ofEach("social.follows f", "author_id = f.followed_id", "f.follower_id");
    private static final String OF_SUBSCRIBED =
            ofEach("social.subscriptions f", "submolt_id = f.submolt_id", "f.agent_id");

    /**
     * First a few of each source, more the fewer there are: so many of them are enough, and the last of these bounds from below
     * where the last of all is. Then of each source what is not below that.
     */
    private static final String NEWEST = """
            WITH few AS (
                SELECT 2 * $2 / greatest(1, (SELECT count(*) FROM social.follows WHERE follower_id = $1)
                    + (SELECT count(*) FROM social.subscriptions WHERE agent_id = $1)) + 8 AS most),
            heads AS (%s UNION %s),
            bound AS (
                SELECT coalesce((SELECT created_at FROM heads ORDER BY created_at DESC OFFSET $2 - 1 LIMIT 1), '-infinity') AS low)
            SELECT id, %s AS micros FROM (%s UNION %s) all_of_them
            ORDER BY created_at DESC, id DESC LIMIT $2""".formatted(
                    OF_FOLLOWED.formatted("", "(SELECT most FROM few)"),
                    OF_SUBSCRIBED.formatted("", "(SELECT most FROM few)"),
                    MICROS.formatted("created_at"),
                    OF_FOLLOWED.formatted(" AND created_at >= (SELECT low FROM bound)", "$2"),
                    OF_SUBSCRIBED.formatted(" AND created_at >= (SELECT low FROM bound)", "$2"));

    /** Those that others take at the moment are left to them. Until the transaction ends everybody still sees the post here. */
    private static final String TAKE = """
            WITH taken AS (
                DELETE FROM social.inbox_queue
                WHERE id = (SELECT id FROM social.inbox_queue ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING post_id)
            SELECT post_id, %s AS micros FROM taken JOIN social.posts ON id = post_id""".formatted(MICROS.formatted("created_at"));

    /** Nothing when few wait. What is forgotten, inboxes of the epoch that ends lack. */
    static final String FORGET = """
            WITH ended AS (
                UPDATE social.inbox_epoch SET epoch = epoch + 1
                WHERE EXISTS (SELECT FROM social.inbox_queue OFFSET $1) RETURNING epoch)
            DELETE FROM social.inbox_queue WHERE EXISTS (SELECT FROM ended)""";

    private static final String MARK_LARGE = """
            INSERT INTO social.large_sources (id)
            SELECT a.id FROM social.posts p JOIN social.agents a ON a.id = p.author_id
            WHERE p.id = $1 AND a.follower_count >= $2
            UNION
            SELECT s.id FROM social.posts p JOIN social.submolts s ON s.id = p.submolt_id
            WHERE p.id = $1 AND s.subscriber_count >= $2
            ON CONFLICT DO NOTHING""";

    private static final String READERS = """
            SELECT f.follower_id AS reader FROM social.posts p JOIN social.follows f ON f.followed_id = p.author_id
            WHERE p.id = $1 AND NOT EXISTS (SELECT FROM social.large_sources WHERE id = p.author_id)
            UNION
            SELECT s.agent_id FROM social.posts p JOIN social.subscriptions s ON s.submolt_id = p.submolt_id
            WHERE p.id = $1 AND NOT EXISTS (SELECT FROM social.large_sources WHERE id = p.submolt_id)""";

    private final Pool pool;

    InboxSourceRepository(Pool pool) {
        this.pool = pool;
    }

    private static String ofEach(String table, String condition, String reader) {
        return """
                (SELECT k.* FROM %s CROSS JOIN LATERAL (
                    SELECT id, created_at FROM social.posts WHERE is_listed AND %s%%s
                    ORDER BY created_at DESC, id DESC LIMIT %%s) k WHERE %s = $1)""".formatted(table, condition, reader);
    }

    /**
     * Empty when there is no such agent.
     *
     * @param mostWaiting no more posts that wait are told
     */
    Uni<Optional<InboxState>> state(AgentId reader, int mostWaiting) {
        return pool.preparedQuery(STATE)
                .execute(Tuple.of(reader.value(), mostWaiting))
                .map(rows -> Rows.first(rows, InboxSourceRepository::stateOf));
    }

    private static InboxState stateOf(Row row) {
        List<PostId> waiting =
                Arrays.stream(row.getArrayOfUUIDs("waiting")).map(PostId::new).toList();
        return new InboxState(row.getString("sources"), waiting);
    }

    /** The newest of all posts that the agent follows. */
    Uni<List<InboxEntry>> newest(AgentId reader, int count) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(reader.value(), count))
                .map(rows -> Rows.list(rows, row -> entryOf(row, "id")));
    }

    /** A post that waits, which waits no longer when the transaction ends. */
    Uni<Optional<InboxEntry>> take(SqlConnection transaction) {
        return transaction.preparedQuery(TAKE).execute().map(rows -> Rows.first(rows, row -> entryOf(row, "post_id")));
    }

    /** Forgets all posts that wait, when they are more than that; how many it forgot. */
    Uni<Integer> forget(int most) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(most)).map(rows -> rows.rowCount());
    }

    /** Whose inboxes a post belongs in, now that its author or its submolt may have become large. */
    Uni<List<AgentId>> readersOf(SqlConnection transaction, PostId post, int mostFollowers) {
        return transaction
                .preparedQuery(MARK_LARGE)
                .execute(Tuple.of(post.value(), mostFollowers))
                .chain(() -> transaction.preparedQuery(READERS).execute(Tuple.of(post.value())))
                .map(rows -> Rows.list(rows, row -> new AgentId(row.getUUID("reader"))));
    }

    private static InboxEntry entryOf(Row row, String id) {
        return new InboxEntry(new PostId(row.getUUID(id)), row.getLong("micros"));
    }
}
