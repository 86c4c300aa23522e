package dev.tidepool.social.comment;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Stores comments, one at a time. What moves a tree is called with the tree's post locked. */
@ApplicationScoped
class CommentRepository {

    private static final String BY_ID = """
            SELECT %s FROM social.comments c
            JOIN social.posts p ON p.id = c.post_id AND p.is_listed
            %s
            WHERE c.id = $1 AND (c.verification_status = 'verified' OR c.author_id = $2 AND c.verification_status = 'pending')
            """.formatted(CommentRow.COLUMNS, CommentRow.JOINS);

    private static final String INSERT = """
            INSERT INTO social.comments (id, post_id, parent_id, root_id, author_id, depth, content, best_rank,
                                         controversy_rank, is_deleted, verification_status, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                    CASE WHEN $10 THEN 'pending' ELSE 'verified' END, $11, $11)""";

    /** Waiting for the lock re-reads the comment's own columns, so the totals are the latest. */
    private static final String LOCK = """
            SELECT c.id, c.post_id, c.parent_id, c.root_id, c.depth, c.content, c.author_id, a.organization_id,
                   a.name AS author_name, c.upvotes, c.downvotes, c.created_at
            FROM social.comments c
            JOIN social.posts p ON p.id = c.post_id AND NOT p.is_deleted
            JOIN social.agents a ON a.id = c.author_id
            WHERE c.id = $1 AND NOT c.is_deleted
            FOR NO KEY UPDATE OF c""";

    private static final String POST_OF = "SELECT post_id FROM social.comments WHERE id = $1 AND NOT is_deleted";

    private static final String SET_SCORE = """
            UPDATE social.comments SET upvotes = $2, downvotes = $3, best_rank = $4, controversy_rank = $5
            WHERE id = $1""";

    private static final String COUNT_REPLY = "UPDATE social.comments SET reply_count = reply_count + 1 WHERE id = $1";

    private static final String DELETE =
            "UPDATE social.comments SET is_deleted = true, is_spam = $3, updated_at = $2 WHERE id = $1";

    /** A comment without replies goes from sight; so does each placeholder above that it was the last reply of. */
    private static final String UNCOUNT_REPLY = """
            WITH RECURSIVE left_by AS (
                SELECT parent_id AS id FROM social.comments WHERE id = $1 AND reply_count = 0
                UNION ALL
                SELECT c.parent_id FROM social.comments c JOIN left_by ON left_by.id = c.id
                WHERE c.is_deleted AND c.reply_count = 1)
            UPDATE social.comments SET reply_count = reply_count - 1 WHERE id IN (SELECT id FROM left_by)""";

    private final Pool pool;

    CommentRepository(Pool pool) {
        this.pool = pool;
    }

    /** A comment of a post that is there, deleted or not. What is held back is there for its author alone. */
    Uni<Optional<Comment>> byId(CommentId id, Optional<AgentId> reader) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value(), reader.map(AgentId::value).orElse(null)))
                .map(rows -> Rows.first(rows, CommentRow::commentOf));
    }

    /** @param pending whether it is held back until its author passes a challenge: it is not shown, as if deleted */
    Uni<Void> insert(SqlConnection transaction, CommentScore comment, boolean pending) {
        Tuple values = Tuple.tuple()
                .addUUID(comment.id().value())
                .addUUID(comment.post().value())
                .addUUID(comment.parent().map(CommentId::value).orElse(null))
                .addUUID(comment.root().value())
                .addUUID(comment.authorId().value())
                .addShort((short) comment.depth())
                .addString(comment.content())
                .addDouble(comment.rank().best())
                .addDouble(comment.rank().controversy())
                .addBoolean(pending)
                .addOffsetDateTime(atUtc(comment.createdAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Locks a comment that is not deleted, of a post that is not, until the transaction ends. */
    Uni<Optional<CommentScore>> lock(SqlConnection transaction, CommentId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, CommentRepository::scoreOf));
    }

    /** The post of a comment that is not deleted. */
    Uni<Optional<PostId>> postOf(SqlConnection transaction, CommentId id) {
        return transaction
                .preparedQuery(POST_OF)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, row -> new PostId(row.getUUID("post_id"))));
    }

    Uni<Void> setScore(SqlConnection transaction, CommentScore comment) {
        Tuple values = Tuple.of(
                comment.id().value(),
                comment.upvotes(),
                comment.downvotes(),
                comment.rank().best(),
                comment.rank().controversy());
        return transaction.preparedQuery(SET_SCORE).execute(values).replaceWithVoid();
    }

    /** One visible reply more below a comment that is not deleted. */
    Uni<Void> countReply(SqlConnection transaction, CommentId parent) {
        return transaction
                .preparedQuery(COUNT_REPLY)
                .execute(Tuple.of(parent.value()))
                .replaceWithVoid();
    }

    /** Marks the comment as deleted, perhaps as spam, and takes it from the counts of those above if it goes from sight. */
    Uni<Void> delete(SqlConnection transaction, CommentId id, boolean spam, Instant now) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(id.value(), atUtc(now), spam))
                .chain(() -> transaction.preparedQuery(UNCOUNT_REPLY).execute(Tuple.of(id.value())))
                .replaceWithVoid();
    }

    /** Of a row with the columns that a lock reads. */
    static CommentScore scoreOf(Row row) {
        return new CommentScore(
                new CommentId(row.getUUID("id")),
                new PostId(row.getUUID("post_id")),
                Optional.ofNullable(row.getUUID("parent_id")).map(CommentId::new),
                new CommentId(row.getUUID("root_id")),
                row.getShort("depth"),
                row.getString("content"),
                new AgentId(row.getUUID("author_id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("author_name"),
                row.getInteger("upvotes"),
                row.getInteger("downvotes"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
