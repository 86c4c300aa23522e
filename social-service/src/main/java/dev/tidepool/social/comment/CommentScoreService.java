package dev.tidepool.social.comment;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** What voting changes about a comment, inside the voter's transaction. */
@ApplicationScoped
public class CommentScoreService {

    private final CommentRepository comments;

    CommentScoreService(CommentRepository comments) {
        this.comments = comments;
    }

    /** Locks the comment until the transaction ends. Fails with 404. */
    public Uni<CommentScore> lock(SqlConnection transaction, CommentId comment) {
        return comments.lock(transaction, comment).map(found -> found.orElseThrow(() -> notFound(comment)));
    }

    /** Stores the totals of a locked comment, and the ranks that follow from them. */
    public Uni<Void> store(SqlConnection transaction, CommentScore comment) {
        return comments.setScore(transaction, comment);
    }

    static Problem notFound(CommentId comment) {
        return Problem.notFound(CommentError.COMMENT_NOT_FOUND, comment);
    }
}
