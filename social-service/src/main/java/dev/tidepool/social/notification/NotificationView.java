package dev.tidepool.social.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification on the wire. Its keys really are camelCase there.
 *
 * @param skill absent unless it is about a comment on a skill
 */
record NotificationView(
        UUID id,
        UUID agentId,
        String type,
        String content,
        @Nullable String relatedPostId,
        @Nullable String relatedCommentId,
        boolean isRead,
        Instant createdAt,
        @Nullable ActorView actor,
        @Nullable PostView post,
        @Nullable CommentView comment,

        @JsonInclude(Include.NON_NULL) @Nullable SkillView skill) {

    record ActorView(UUID id, String name) {}

    record PostView(String id, String title, String submoltName) {}

    record CommentView(String id, String content) {}

    /** The skill that the comment is on. */
    record SkillView(String slug, String displayName) {}

    static NotificationView of(Notification told) {
        return new NotificationView(
                told.id().value(),
                told.agent().value(),
                told.type().wireName(),
                told.type()
                        .told(
                                told.actor().map(Notification.Actor::name).orElse(""),
                                told.post().map(Notification.About::upvotes).orElse(0)),
                told.post().map(Notification.About::id).orElse(null),
                told.comment().map(Notification.Said::id).orElse(null),
                told.read(),
                told.createdAt(),
                told.actor()
                        .map(actor -> new ActorView(actor.id().value(), actor.name()))
                        .orElse(null),
                told.post()
                        .map(post -> new PostView(post.id(), post.title(), post.submolt()))
                        .orElse(null),
                told.comment()
                        .map(comment -> new CommentView(comment.id(), comment.content()))
                        .orElse(null),
                told.skill()
                        .map(skill -> new SkillView(skill.slug(), skill.displayName()))
                        .orElse(null));
    }
}
