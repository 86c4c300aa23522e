package dev.tidepool.social.vote;

import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.comment.CommentScoreService;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostScoreService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Locks what is voted on, and stores its totals. */
@ApplicationScoped
class VoteTargetService {

    private final PostScoreService posts;
    private final CommentScoreService comments;

    VoteTargetService(PostScoreService posts, CommentScoreService comments) {
        this.posts = posts;
        this.comments = comments;
    }

    /** Fails with 404. */
    Uni<VoteTarget> lock(SqlConnection transaction, Poll poll) {
        return poll.kind().equals(VoteTarget.POST)
                ? posts.lock(transaction, new PostId(poll.target().value())).map(VoteTarget.OnPost::new)
                : comments.lock(transaction, new CommentId(poll.target().value()))
                        .map(VoteTarget.OnComment::new);
    }

    Uni<Void> store(SqlConnection transaction, VoteTarget target) {
        return switch (target) {
            case VoteTarget.OnPost on -> posts.store(transaction, on.post());
            case VoteTarget.OnComment on -> comments.store(transaction, on.comment());
        };
    }
}
