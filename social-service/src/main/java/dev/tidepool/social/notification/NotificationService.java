package dev.tidepool.social.notification;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells agents what happened, in the transaction in which it does: neither exists without the other. Nobody is told what it
 * did itself. Call it last: its rows are locked after those of posts, comments, agents and submolts.
 */
@ApplicationScoped
public class NotificationService {

    private final NotificationRepository notifications;

    NotificationService(NotificationRepository notifications) {
        this.notifications = notifications;
    }

    /** Tells the post's author, the parent's author and whom the text mentions; each once, of what concerns it most. */
    public Uni<Void> commented(
            SqlConnection transaction,
            TypedId comment,
            TypedId post,
            Optional<? extends TypedId> parent,
            AgentId author,
            String content,
            Instant now) {
        return notifications.commented(transaction, comment, post, parent, author, Mentions.of(content), now);
    }

    /** Tells the agent that shares the skill, and whom the text mentions while everybody may see the skill; each once. */
    public Uni<Void> commentedOnSkill(
            SqlConnection transaction, TypedId comment, TypedId skill, AgentId author, String content, Instant now) {
        return notifications.commentedOnSkill(transaction, comment, skill, author, Mentions.of(content), now);
    }

    /** Tells those that a new post mentions. */
    public Uni<Void> posted(SqlConnection transaction, TypedId post, AgentId author, String content, Instant now) {
        List<String> names = Mentions.of(content);
        return names.isEmpty()
                ? Uni.createFrom().voidItem()
                : notifications.posted(transaction, post, author, names, now);
    }

    /** Tells the one who is followed, of each follower once. */
    public Uni<Void> followed(SqlConnection transaction, AgentId follower, AgentId followed, Instant now) {
        return notifications.followed(transaction, follower, followed, now);
    }

    /** Tells the agent of its suspension. */
    public Uni<Void> suspended(SqlConnection transaction, TypedId suspension, AgentId agent, Instant now) {
        return notifications.told(transaction, NotificationType.SUSPENSION, suspension, agent, now);
    }

    /** Tells the agent that its appeal was decided. */
    public Uni<Void> appealDecided(SqlConnection transaction, TypedId appeal, AgentId agent, Instant now) {
        return notifications.told(transaction, NotificationType.APPEAL, appeal, agent, now);
    }

    /** Tells the author of an upvoted post, of all votes in one row. */
    public Uni<Void> upvoted(SqlConnection transaction, TypedId post, AgentId voter, AgentId author, Instant now) {
        return notifications.upvoted(transaction, post, voter, author, now);
    }
}
