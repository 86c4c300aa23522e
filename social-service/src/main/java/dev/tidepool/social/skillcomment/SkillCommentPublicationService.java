package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.skill.HeldSkillService;
import dev.tidepool.social.skill.HeldSkillService.Held;
import dev.tidepool.social.skill.SkillReader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Makes comments public: counter, event and notifications, which a comment that is held back has none of. */
@ApplicationScoped
public class SkillCommentPublicationService {

    private final SkillCommentRepository comments;
    private final HeldSkillService skills;
    private final AuthorService authors;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final Uuid7Generator ids;

    SkillCommentPublicationService(
            SkillCommentRepository comments,
            HeldSkillService skills,
            AuthorService authors,
            NotificationService notifications,
            Outbox outbox,
            Uuid7Generator ids) {
        this.comments = comments;
        this.skills = skills;
        this.authors = authors;
        this.notifications = notifications;
        this.outbox = outbox;
        this.ids = ids;
    }

    /** In the transaction that inserts or releases the comment. Wake the relay after the commit. */
    Uni<Void> publish(Held held, StoredSkillComment comment) {
        return skills.countComment(held, 1)
                .chain(() -> outbox.append(
                        held.transaction(),
                        SkillCommentEvent.created(ids.next(EventId::new), held.skill(), comment, held.now())))
                .chain(() -> notifications.commentedOnSkill(
                        held.transaction(),
                        comment.id(),
                        held.skill().id(),
                        comment.author(),
                        comment.content(),
                        held.now()));
    }

    /** Shows a comment that was held back. False when it is gone. Fails with 404 when its skill is gone. */
    public Uni<Boolean> release(SqlConnection transaction, SkillCommentId id) {
        return comments.pending(transaction, id)
                .chain(found -> found.map(pending -> authors.lock(transaction, pending.author())
                                .chain(author ->
                                        skills.hold(transaction, SkillReader.of(pending.author()), pending.slug()))
                                .chain(held -> release(held, id)))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> release(Held held, SkillCommentId id) {
        return comments.lock(held.transaction(), held.skill().id(), id)
                .map(found -> found.filter(StoredSkillComment::pending))
                .chain(found -> found.map(comment -> show(held, comment))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> show(Held held, StoredSkillComment comment) {
        return comments.release(held.transaction(), comment.id())
                .chain(() -> publish(held, comment))
                .replaceWith(true);
    }

    /** Those of the comments that are held back are never shown. */
    public Uni<Void> drop(SqlConnection transaction, List<SkillCommentId> comments) {
        return comments.isEmpty() ? Uni.createFrom().voidItem() : this.comments.drop(transaction, comments);
    }

    /** Takes a comment from the counter if it was shown, and tells of it. */
    Uni<Void> withdraw(Held held, StoredSkillComment comment, SkillReader by) {
        if (comment.pending()) {
            return Uni.createFrom().voidItem();
        }
        EventId event = ids.next(EventId::new);
        boolean own = by.agent().equals(Optional.of(comment.author()));
        return skills.countComment(held, -1)
                .chain(() -> outbox.append(
                        held.transaction(),
                        own
                                ? SkillCommentEvent.deleted(event, held.skill(), comment, by.subject(), held.now())
                                : SkillCommentEvent.removed(event, held.skill(), comment, by.subject(), held.now())));
    }
}
