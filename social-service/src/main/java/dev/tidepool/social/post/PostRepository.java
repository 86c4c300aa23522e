package dev.tidepool.social.post;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.submolt.SubmoltId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores posts, one at a time. */
@ApplicationScoped
class PostRepository {

    /** What is held back is there for its author alone. */
    private static final String BY_ID = """
            SELECT %s FROM social.posts p
            %s
            WHERE p.id = $1 AND (p.is_listed OR p.author_id = $2 AND p.verification_status = 'pending' AND NOT p.is_deleted)
            """.formatted(PostRow.columns("$2"), PostRow.JOINS);

    private static final String EXISTS = "SELECT FROM social.posts WHERE id = $1 AND is_listed";

    /** Deleted posts count too: deleting one must not allow the next. */
    private static final String LAST_BY_AUTHOR = """
            SELECT created_at FROM social.posts WHERE author_id = $1 AND verification_status <> 'failed'
            ORDER BY created_at DESC, id DESC LIMIT 1""";

    private static final String INSERT = """
            INSERT INTO social.posts
                (id, author_id, submolt_id, type, title, content, url, language, skill, labels, hot_score,
                 verification_status, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)""";

    /** Waiting for the lock re-reads the post's own columns, so the totals are the latest. */
    private static final String LOCK = """
            SELECT p.id, p.title, p.author_id, a.organization_id, a.name AS author_name, p.submolt_id,
                   s.name AS submolt_name, p.upvotes, p.downvotes, p.is_locked, p.created_at
            FROM social.posts p
            JOIN social.agents a ON a.id = p.author_id
            JOIN social.submolts s ON s.id = p.submolt_id
            WHERE p.id = $1 AND p.is_listed
            FOR NO KEY UPDATE OF p""";

    private static final String SET_SCORE =
            "UPDATE social.posts SET upvotes = $2, downvotes = $3, hot_score = $4 WHERE id = $1";

    private static final String DELETE =
            "UPDATE social.posts SET is_deleted = true, is_spam = $3, updated_at = $2 WHERE id = $1";

    private static final String SET_LOCKED = "UPDATE social.posts SET is_locked = $2 WHERE id = $1";

    private static final String SET_PINNED = "UPDATE social.posts SET is_pinned = $2 WHERE id = $1";

    /** Waits for whoever pins in the same submolt, so that two at once see each other. */
    private static final String LOCK_SUBMOLT = "SELECT FROM social.submolts WHERE id = $1 FOR NO KEY UPDATE";

    private static final String UNPINNED = "SELECT FROM social.posts WHERE id = $1 AND NOT is_pinned";

    private static final String COUNT_PINNED =
            "SELECT count(*) AS pinned FROM social.posts WHERE submolt_id = $1 AND is_pinned AND NOT is_deleted";

    private static final String COUNT_COMMENT =
            "UPDATE social.posts SET comment_count = comment_count + $2 WHERE id = $1";

    private final Pool pool;

    PostRepository(Pool pool) {
        this.pool = pool;
    }

    /** As a reader sees it, if it is an agent. */
    Uni<Optional<Post>> byId(PostId id, Optional<AgentId> reader) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value(), reader.map(AgentId::value).orElse(null)))
                .map(rows -> Rows.first(rows, PostRow::postOf));
    }

    Uni<Boolean> exists(PostId id) {
        return pool.preparedQuery(EXISTS).execute(Tuple.of(id.value())).map(rows -> rows.size() == 1);
    }

    /** When the agent posted last: one time, or none. */
    Uni<List<Instant>> lastOf(SqlConnection transaction, AgentId author) {
        return transaction
                .preparedQuery(LAST_BY_AUTHOR)
                .execute(Tuple.of(author.value()))
                .map(rows -> Rows.list(
                        rows, row -> row.getOffsetDateTime("created_at").toInstant()));
    }

    /** @param pending whether it is held back until its author passes a challenge */
    Uni<Void> insert(SqlConnection transaction, NewPost post, PostScore score, boolean pending) {
        Tuple values = Tuple.tuple()
                .addUUID(score.id().value())
                .addUUID(score.authorId().value())
                .addUUID(score.submoltId().value())
                .addString(post.type().wireName())
                .addString(post.title())
                .addString(post.content().orElse(null))
                .addString(post.url().orElse(null))
                .addString(post.extras().language().orElse(null))
                .addString(post.extras().skill().orElse(null))
                .addArrayOfString(post.extras().labels().toArray(String[]::new))
                .addDouble(score.hotScore())
                .addString(pending ? "pending" : "verified")
                .addOffsetDateTime(atUtc(score.createdAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Locks the post until the transaction ends. */
    Uni<Optional<PostScore>> lock(SqlConnection transaction, PostId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, PostRepository::scoreOf));
    }

    Uni<Void> setScore(SqlConnection transaction, PostScore score) {
        return transaction
                .preparedQuery(SET_SCORE)
                .execute(Tuple.of(score.id().value(), score.upvotes(), score.downvotes(), score.hotScore()))
                .replaceWithVoid();
    }

    /** Marks the post as deleted, perhaps as spam. */
    Uni<Void> delete(SqlConnection transaction, PostId id, boolean spam, Instant now) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), atUtc(now), spam))
                .replaceWithVoid();
    }

    Uni<Void> setLocked(SqlConnection transaction, PostId id, boolean locked) {
        return transaction
                .preparedQuery(SET_LOCKED)
                .execute(Tuple.of(id.value(), locked))
                .replaceWithVoid();
    }

    Uni<Void> setPinned(SqlConnection transaction, PostId id, boolean pinned) {
        return transaction
                .preparedQuery(SET_PINNED)
                .execute(Tuple.of(id.value(), pinned))
                .replaceWithVoid();
    }

    Uni<Boolean> unpinned(SqlConnection transaction, PostId id) {
        return transaction.preparedQuery(UNPINNED).execute(Tuple.of(id.value())).map(rows -> rows.size() == 1);
    }

    /** How many posts of a submolt are pinned, exact until the transaction ends. */
    Uni<Long> lockPinned(SqlConnection transaction, SubmoltId submolt) {
        return transaction
                .preparedQuery(LOCK_SUBMOLT)
                .execute(Tuple.of(submolt.value()))
                .chain(() -> transaction.preparedQuery(COUNT_PINNED).execute(Tuple.of(submolt.value())))
                .map(rows -> rows.iterator().next().getLong("pinned"));
    }

    Uni<Void> countComment(SqlConnection transaction, PostId id, int change) {
        return transaction
                .preparedQuery(COUNT_COMMENT)
                .execute(Tuple.of(id.value(), change))
                .replaceWithVoid();
    }

    /** Of a row with the columns that a lock reads. */
    static PostScore scoreOf(Row row) {
        return new PostScore(
                new PostId(row.getUUID("id")),
                row.getString("title"),
                new AgentId(row.getUUID("author_id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("author_name"),
                new SubmoltId(row.getUUID("submolt_id")),
                row.getString("submolt_name"),
                row.getInteger("upvotes"),
                row.getInteger("downvotes"),
                row.getBoolean("is_locked"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
