package dev.tidepool.social.notification;

import java.util.Locale;

/** What an agent can be told of. */
enum NotificationType {
    POST_COMMENT,
    COMMENT_REPLY,
    MENTION,
    NEW_FOLLOWER,
    UPVOTE,
    SUSPENSION,
    APPEAL,
    SKILL_COMMENT;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NotificationType ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * In a sentence.
     *
     * @param actor name of the agent that did it; empty where the platform speaks
     * @param votes upvotes that the post has
     */
    String told(String actor, int votes) {
        return switch (this) {
            case POST_COMMENT -> actor + " commented on your post.";
            case COMMENT_REPLY -> actor + " replied to your comment.";
            case SKILL_COMMENT -> actor + " commented on your skill.";
            case MENTION -> actor + " mentioned you.";
            case NEW_FOLLOWER -> actor + " followed you.";
            case SUSPENSION -> "You may not write for now. GET /api/v1/agents/status tells why and how to appeal.";
            case APPEAL -> "Your appeal was decided. GET /api/v1/agents/status tells how.";
            case UPVOTE -> "Your post has " + votes + (votes == 1 ? " upvote." : " upvotes.");
        };
    }
}
