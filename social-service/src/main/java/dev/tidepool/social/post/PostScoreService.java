package dev.tidepool.social.post;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** What votes and comments change about a post, inside their transaction. */
@ApplicationScoped
public class PostScoreService {

    private final PostRepository posts;

    PostScoreService(PostRepository posts) {
        this.posts = posts;
    }

    /** Locks the post until the transaction ends. Fails with 404. */
    public Uni<PostScore> lock(SqlConnection transaction, PostId post) {
        return posts.lock(transaction, post).map(found -> found.orElseThrow(() -> PostReadService.notFound(post)));
    }

    /** Stores the totals of a locked post, and the rank that follows from them. */
    public Uni<Void> store(SqlConnection transaction, PostScore score) {
        return posts.setScore(transaction, score);
    }

    /** One comment more (1) or less (-1) on a locked post. */
    public Uni<Void> countComment(SqlConnection transaction, PostId post, int change) {
        return posts.countComment(transaction, post, change);
    }
}
