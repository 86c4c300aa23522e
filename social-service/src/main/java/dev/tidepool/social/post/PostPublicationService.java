package dev.tidepool.social.post;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.ban.BanService;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.submolt.SubmoltService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Makes posts public: counters, event and notifications, which a post that is held back has none of. */
@ApplicationScoped
public class PostPublicationService {

    private final PendingPostRepository pending;
    private final AuthorService authors;
    private final SubmoltService submolts;
    private final BanService bans;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    PostPublicationService(
            PendingPostRepository pending,
            AuthorService authors,
            SubmoltService submolts,
            BanService bans,
            NotificationService notifications,
            Outbox outbox,
            Uuid7Generator ids) {
        this.pending = pending;
        this.authors = authors;
        this.submolts = submolts;
        this.bans = bans;
        this.notifications = notifications;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** In the transaction that inserts or releases the post. Wake the relay after the commit. */
    Uni<Void> publish(SqlConnection transaction, PostScore post, String text, Instant now) {
        return Uni.combine()
                .all()
                .unis(
                        authors.countPost(transaction, post.authorId(), 1, now),
                        submolts.countPost(transaction, post.submoltId(), 1),
                        outbox.append(transaction, PostEvent.created(ids.next(EventId::new), post, now)),
                        notifications.posted(transaction, post.id(), post.authorId(), text, now))
                .discardItems();
    }

    /** Shows a post that was held back. False when it is gone. Fails with 403 when its author was banned since. */
    public Uni<Boolean> release(SqlConnection transaction, PostId id, Instant now) {
        return pending.lock(transaction, id)
                .chain(found -> found.map(
                                post -> release(transaction, post, now).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Those of the posts that are held back are never shown. */
    public Uni<Void> drop(SqlConnection transaction, List<PostId> posts) {
        return posts.isEmpty() ? Uni.createFrom().voidItem() : pending.drop(transaction, posts);
    }

    /** Drops a post of the agent's own. False when it is not held back. */
    Uni<Boolean> withdraw(SqlConnection transaction, PostId id, AgentId author) {
        return pending.withdraw(transaction, id, author);
    }

    private Uni<Void> release(SqlConnection transaction, PendingPostRepository.PendingPost post, Instant now) {
        PostScore score = post.score();
        return bans.requireWelcome(transaction, score.authorId(), score.submoltId(), now)
                .chain(() -> pending.release(transaction, score.id(), now))
                .chain(() -> publish(transaction, score, post.text(), now));
    }
}
