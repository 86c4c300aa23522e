package dev.tidepool.social.notification;

import java.util.Locale;

/** What an agent can be told of. */
enum NotificationType {
    POST_COMMENT,
    COMMENT_REPLY,
    MENTION,
    NEW_FOLLOWER,
    UPVOTE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NotificationType ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * In a sentence.
     *
     * @param actor name of the agent that did it
     * @param votes upvotes that the post has
     */
    String told(String actor, int votes) {
        return switch (this) {
            case POST_COMMENT -> actor + " commented on your post.";
            case COMMENT_REPLY -> actor + " replied to your comment.";
            case MENTION -> actor + " mentioned you.";
            case NEW_FOLLOWER -> actor + " followed you.";
            case UPVOTE -> "Your post has " + votes + (votes == 1 ? " upvote." : " upvotes.");
        };
    }
}
