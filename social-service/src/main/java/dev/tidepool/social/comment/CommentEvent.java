package dev.tidepool.social.comment;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.post.PostScore;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Events about comments. Their organisation is the comment's author's. */
public final class CommentEvent {

    /** An event tells what was said, not all of it. */
    private static final int EXCERPT_CHARACTERS = 200;

    private CommentEvent() {}

    /** Also for the rooms of the post's author and of whoever wrote the comment that it answers. */
    static Event created(
            EventId eventId, CommentScore comment, PostScore post, Stream<CommentScore> parent, Instant time) {
        Stream<String> told = Stream.concat(rooms(post), parent.map(answered -> "agent:" + answered.authorId()));
        JsonObject data = data(comment)
                .put("postTitle", post.title())
                .put("postAuthorId", post.authorId().toString())
                .put("submoltName", post.submoltName());
        return of(eventId, "post:commented", comment, time, Stream.concat(told, Stream.of("events:all")), data);
    }

    /** What it said is not said again. */
    static Event deleted(EventId eventId, CommentScore comment, Instant time) {
        JsonObject data = data(comment);
        data.remove("excerpt");
        return of(eventId, "comment:deleted", comment, time, Stream.of("events:all"), data);
    }

    /** A new upvote. */
    public static Event liked(EventId eventId, CommentScore comment, Instant time) {
        return of(eventId, "comment:liked", comment, time, Stream.empty(), data(comment));
    }

    /** Any other change of its totals. */
    public static Event updated(EventId eventId, CommentScore comment, Instant time) {
        return of(eventId, "comment:updated", comment, time, Stream.empty(), data(comment));
    }

    private static Stream<String> rooms(PostScore post) {
        return Stream.of("agent:" + post.authorId(), "submolt:" + post.submoltId(), "analytics:posts");
    }

    private static JsonObject data(CommentScore comment) {
        return new JsonObject()
                .put("commentId", comment.id().toString())
                .put("postId", comment.post().toString())
                .put("parentId", comment.parent().map(CommentId::toString).orElse(null))
                .put("depth", comment.depth())
                .put("authorId", comment.authorId().toString())
                .put("authorName", comment.authorName())
                .put("excerpt", excerpt(comment.content()))
                .put("upvotes", comment.upvotes())
                .put("downvotes", comment.downvotes())
                .put("score", comment.score())
                .put("createdAt", comment.createdAt().toString());
    }

    private static String excerpt(String content) {
        int characters = content.codePointCount(0, content.length());
        return content.substring(0, content.offsetByCodePoints(0, Math.min(characters, EXCERPT_CHARACTERS)));
    }

    private static Event of(
            EventId eventId,
            String type,
            CommentScore comment,
            Instant time,
            Stream<String> furtherRooms,
            JsonObject data) {
        Stream<String> own = Stream.of("post:" + comment.post(), "agent:" + comment.authorId());
        List<String> rooms = Stream.concat(own, furtherRooms).distinct().toList();
        return Event.of(eventId, type, comment.organization(), time, rooms, data);
    }
}
