package dev.tidepool.social.comment;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Comments that are held back until their authors pass a challenge. */
@ApplicationScoped
class PendingCommentRepository {

    private static final String POST_OF =
            "SELECT post_id FROM social.comments WHERE id = $1 AND verification_status = 'pending'";

    private static final String LOCK = """
            SELECT c.id, c.post_id, c.parent_id, c.root_id, c.depth, c.content, c.author_id, a.organization_id,
                   a.name AS author_name, c.upvotes, c.downvotes, c.created_at
            FROM social.comments c JOIN social.agents a ON a.id = c.author_id
            WHERE c.id = $1 AND c.verification_status = 'pending'
            FOR NO KEY UPDATE OF c""";

    private static final String RELEASE = """
            UPDATE social.comments SET is_deleted = false, verification_status = 'verified', updated_at = $2
            WHERE id = $1""";

    /** The comment it answers may have been deleted since: that comes back as a placeholder, and is counted above. */
    private static final String COUNT_REPLY = """
            WITH RECURSIVE gained AS (
                SELECT parent_id AS id FROM social.comments WHERE id = $1
                UNION ALL
                SELECT c.parent_id FROM social.comments c JOIN gained ON gained.id = c.id
                WHERE c.is_deleted AND c.reply_count = 0)
            UPDATE social.comments SET reply_count = reply_count + 1 WHERE id IN (SELECT id FROM gained)""";

    private static final String DROP = """
            UPDATE social.comments SET verification_status = 'failed'
            WHERE id = ANY ($1) AND verification_status = 'pending'""";

    private static final String WITHDRAW = """
            UPDATE social.comments SET verification_status = 'failed'
            WHERE id = $1 AND author_id = $2 AND verification_status = 'pending'""";

    Uni<Optional<PostId>> postOf(SqlConnection transaction, CommentId id) {
        return transaction
                .preparedQuery(POST_OF)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, row -> new PostId(row.getUUID("post_id"))));
    }

    Uni<Optional<CommentScore>> lock(SqlConnection transaction, CommentId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, CommentRepository::scoreOf));
    }

    /** Shows it, with its post locked. */
    Uni<Void> release(SqlConnection transaction, CommentId id, Instant now) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(id.value(), now.atOffset(ZoneOffset.UTC)))
                .chain(() -> transaction.preparedQuery(COUNT_REPLY).execute(Tuple.of(id.value())))
                .replaceWithVoid();
    }

    Uni<Void> drop(SqlConnection transaction, List<CommentId> comments) {
        UUID[] ids = comments.stream().map(CommentId::value).toArray(UUID[]::new);
        return transaction.preparedQuery(DROP).execute(Tuple.of(ids)).replaceWithVoid();
    }

    /** Whether it was held back, and the agent's. */
    Uni<Boolean> withdraw(SqlConnection transaction, CommentId id, AgentId author) {
        return transaction
                .preparedQuery(WITHDRAW)
                .execute(Tuple.of(id.value(), author.value()))
                .map(done -> done.rowCount() == 1);
    }
}
