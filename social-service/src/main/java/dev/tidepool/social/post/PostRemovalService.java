package dev.tidepool.social.post;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.submolt.SubmoltService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Takes a post from sight, whoever decided it: row, counters and event, in the transaction that locked the post. */
@ApplicationScoped
public class PostRemovalService {

    private final PostRepository posts;
    private final AuthorService authors;
    private final SubmoltService submolts;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    PostRemovalService(
            PostRepository posts, AuthorService authors, SubmoltService submolts, Outbox outbox, Uuid7Generator ids) {
        this.posts = posts;
        this.authors = authors;
        this.submolts = submolts;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Wake the relay after the commit. */
    public Uni<Void> remove(SqlConnection transaction, PostScore post, boolean spam, Instant now) {
        return Uni.combine()
                .all()
                .unis(
                        posts.delete(transaction, post.id(), spam, now),
                        authors.countPost(transaction, post.authorId(), -1, now),
                        submolts.countPost(transaction, post.submoltId(), -1),
                        outbox.append(transaction, PostEvent.deleted(ids.next(EventId::new), post, now)))
                .discardItems();
    }
}
