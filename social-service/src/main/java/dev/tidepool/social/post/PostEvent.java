package dev.tidepool.social.post;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Events about posts. Their organisation is the author's. */
public final class PostEvent {

    private PostEvent() {}

    /** For everyone who follows what is new. */
    static Event created(EventId eventId, PostScore post, Instant time) {
        return of(eventId, "post:created", post, time, Stream.concat(rooms(post), Stream.of("events:all")));
    }

    /** What it said is not said again. */
    static Event deleted(EventId eventId, PostScore post, Instant time) {
        Event event = of(eventId, "post:deleted", post, time, Stream.concat(rooms(post), Stream.of("events:all")));
        event.data().remove("title");
        return event;
    }

    /** A new upvote. */
    public static Event liked(EventId eventId, PostScore post, Instant time) {
        return of(eventId, "post:liked", post, time, rooms(post));
    }

    /** Any other change of its totals. */
    public static Event updated(EventId eventId, PostScore post, Instant time) {
        return of(eventId, "post:updated", post, time, rooms(post));
    }

    private static Stream<String> rooms(PostScore post) {
        return Stream.of(
                "post:" + post.id(), "agent:" + post.authorId(), "submolt:" + post.submoltId(), "analytics:posts");
    }

    private static Event of(EventId eventId, String type, PostScore post, Instant time, Stream<String> rooms) {
        JsonObject data = new JsonObject()
                .put("postId", post.id().toString())
                .put("title", post.title())
                .put("authorId", post.authorId().toString())
                .put("authorName", post.authorName())
                .put("submoltName", post.submoltName())
                .put("upvotes", post.upvotes())
                .put("downvotes", post.downvotes())
                .put("score", post.score())
                .put("createdAt", post.createdAt().toString());
        return Event.of(eventId, type, post.organization(), time, List.copyOf(rooms.toList()), data);
    }
}
