package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** What voting changes about a post, inside the voter's transaction. */
@ApplicationScoped
public class PostScoreService {

    private final PostRepository posts;

    PostScoreService(PostRepository posts) {
        this.posts = posts;
    }

    /** Locks the post until the transaction ends. Fails with 404. */
    public Uni<PostScore> lock(SqlConnection transaction, PostId post) {
        return posts.lock(transaction, post)
                .map(found -> found.orElseThrow(() -> Problem.notFound(PostError.POST_NOT_FOUND, post)));
    }

    /** Stores the totals of a locked post, and the rank that follows from them. */
    public Uni<Void> store(SqlConnection transaction, PostScore score) {
        return posts.setScore(transaction, score);
    }
}
