package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** What moderators set on a post that their transaction has locked. */
@ApplicationScoped
public class PostMarkService {

    private final PostRepository posts;
    private final PostConfig limits;

    PostMarkService(PostRepository posts, PostConfig limits) {
        this.posts = posts;
        this.limits = limits;
    }

    public Uni<Void> setLocked(SqlConnection transaction, PostScore post, boolean locked) {
        return posts.setLocked(transaction, post.id(), locked);
    }

    /** Fails with 409 when the submolt has as many pinned posts as it may have. */
    public Uni<Void> pin(SqlConnection transaction, PostScore post) {
        return posts.unpinned(transaction, post.id())
                .chain(unpinned -> unpinned
                        ? posts.lockPinned(transaction, post.submoltId()).invoke(this::requireRoom)
                        : Uni.createFrom().item(0L))
                .chain(() -> posts.setPinned(transaction, post.id(), true));
    }

    public Uni<Void> unpin(SqlConnection transaction, PostScore post) {
        return posts.setPinned(transaction, post.id(), false);
    }

    private void requireRoom(long pinned) {
        if (pinned >= limits.maxPinned()) {
            throw Problem.of(
                    PostError.PIN_LIMIT_REACHED,
                    "A submolt has at most " + limits.maxPinned() + " pinned posts. Unpin one first.");
        }
    }
}
