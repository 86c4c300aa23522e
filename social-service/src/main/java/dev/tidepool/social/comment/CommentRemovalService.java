package dev.tidepool.social.comment;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.post.PostScore;
import dev.tidepool.social.post.PostScoreService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Takes a comment from sight, whoever decided it: row, tree, counters and event, in one transaction. */
@ApplicationScoped
public class CommentRemovalService {

    private final CommentRepository comments;
    private final PostScoreService posts;
    private final AuthorService authors;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    CommentRemovalService(
            CommentRepository comments,
            PostScoreService posts,
            AuthorService authors,
            Outbox outbox,
            Uuid7Generator ids) {
        this.comments = comments;
        this.posts = posts;
        this.authors = authors;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** A comment and its post, both locked. */
    public record Locked(CommentScore comment, PostScore post) {}

    /**
     * The post's lock first: it is found by a look at the comment, which is read again under its own lock. Fails with 404 for
     * the comment, whichever of the two is gone.
     */
    public Uni<Locked> lock(SqlConnection transaction, CommentId id) {
        return comments.postOf(transaction, id)
                .map(post -> post.orElseThrow(() -> CommentScoreService.notFound(id)))
                .chain(post -> posts.lock(transaction, post))
                .onFailure(Problem.class)
                .transform(gone -> CommentScoreService.notFound(id))
                .chain(post -> comments.lock(transaction, id)
                        .map(found -> found.orElseThrow(() -> CommentScoreService.notFound(id)))
                        .map(comment -> new Locked(comment, post)));
    }

    /** Call it with both locked, and wake the relay after the commit. */
    public Uni<Void> remove(SqlConnection transaction, CommentScore comment, boolean spam, Instant now) {
        return comments.delete(transaction, comment.id(), spam, now)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                posts.countComment(transaction, comment.post(), -1),
                                authors.countComment(transaction, comment.authorId(), -1, now),
                                outbox.append(transaction, CommentEvent.deleted(ids.next(EventId::new), comment, now)))
                        .discardItems());
    }
}
