package dev.tidepool.social.comment;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.ban.BanService;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.post.PostScore;
import dev.tidepool.social.post.PostScoreService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes comments public: counters, event and notifications, which a comment that is held back has none of. */
@ApplicationScoped
public class CommentPublicationService {

    private final CommentRepository comments;
    private final PendingCommentRepository pending;
    private final PostScoreService posts;
    private final AuthorService authors;
    private final BanService bans;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    CommentPublicationService(
            CommentRepository comments,
            PendingCommentRepository pending,
            PostScoreService posts,
            AuthorService authors,
            BanService bans,
            NotificationService notifications,
            Outbox outbox,
            Uuid7Generator ids) {
        this.comments = comments;
        this.pending = pending;
        this.posts = posts;
        this.authors = authors;
        this.bans = bans;
        this.notifications = notifications;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** In the transaction that inserts or releases the comment and counts it as a reply. Wake the relay after the commit. */
    Uni<Void> publish(
            SqlConnection transaction,
            CommentScore comment,
            PostScore post,
            Optional<CommentScore> parent,
            Instant now) {
        return Uni.combine()
                .all()
                .unis(
                        posts.countComment(transaction, comment.post(), 1),
                        authors.countComment(transaction, comment.authorId(), 1, now),
                        outbox.append(
                                transaction,
                                CommentEvent.created(ids.next(EventId::new), comment, post, parent.stream(), now)),
                        notifications.commented(
                                transaction,
                                comment.id(),
                                comment.post(),
                                comment.parent(),
                                comment.authorId(),
                                comment.content(),
                                now))
                .discardItems();
    }

    /**
     * Shows a comment that was held back. False when it is gone. Fails with 404 when its post is gone, 403 when that was locked or
     * the author was banned since.
     */
    public Uni<Boolean> release(SqlConnection transaction, CommentId id, Instant now) {
        return pending.postOf(transaction, id)
                .chain(found -> found.map(post -> posts.lock(transaction, post)
                                .invoke(CommentPublicationService::requireOpen)
                                .chain(locked -> release(transaction, id, locked, now)))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Those of the comments that are held back are never shown. */
    public Uni<Void> drop(SqlConnection transaction, List<CommentId> ids) {
        return ids.isEmpty() ? Uni.createFrom().voidItem() : pending.drop(transaction, ids);
    }

    /** Drops a comment of the agent's own. False when it is not held back. */
    Uni<Boolean> withdraw(SqlConnection transaction, CommentId id, AgentId author) {
        return pending.withdraw(transaction, id, author);
    }

    /** @throws Problem 403 for a locked post */
    static void requireOpen(PostScore post) {
        if (post.locked()) {
            throw Problem.of(CommentError.POST_LOCKED, "A moderator locked this post: it takes no more comments.");
        }
    }

    private Uni<Boolean> release(SqlConnection transaction, CommentId id, PostScore post, Instant now) {
        return pending.lock(transaction, id)
                .chain(found -> found.map(comment ->
                                release(transaction, comment, post, now).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> release(SqlConnection transaction, CommentScore comment, PostScore post, Instant now) {
        Uni<Optional<CommentScore>> parent = comment.parent()
                .map(answered -> comments.lock(transaction, answered))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        return bans.requireWelcome(transaction, comment.authorId(), post.submoltId(), now)
                .chain(() -> parent)
                .call(() -> pending.release(transaction, comment.id(), now))
                .chain(answered -> publish(transaction, comment, post, answered, now));
    }
}
