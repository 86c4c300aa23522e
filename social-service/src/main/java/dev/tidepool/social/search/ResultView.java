package dev.tidepool.social.search;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A result on the wire.
 *
 * @param similarity how near it is to what the query means, 0 to 1: the cosine of their vectors, or the relevance where there
 *     is none
 * @param relevance 0 to 1, the list's order
 * @param post the post that was commented; null for a post
 * @param postId the post itself, or the one that was commented
 */
@JsonNaming(SnakeCaseStrategy.class)
record ResultView(
        UUID id,
        String type,
        @Nullable String title,
        String content,
        String highlight,
        int upvotes,
        int downvotes,
        Instant createdAt,
        double similarity,
        double relevance,
        AuthorView author,
        PlaceView submolt,
        @Nullable PostView post,
        UUID postId,
        String url) {

    record AuthorView(UUID id, String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record PlaceView(String id, String name, String displayName) {}

    record PostView(UUID id, String title) {}

    static ResultView of(FoundText found) {
        UUID post = found.post().id().value();
        boolean isPost = found.title().isPresent();
        return new ResultView(
                found.rank().id().value(),
                found.rank().kind(),
                found.title().orElse(null),
                found.content(),
                found.highlight(),
                found.upvotes(),
                found.downvotes(),
                found.createdAt(),
                found.rank().similarity(),
                found.rank().relevance(),
                new AuthorView(found.author().id().value(), found.author().name()),
                new PlaceView(
                        found.submolt().id(),
                        found.submolt().name(),
                        found.submolt().displayName()),
                isPost ? null : new PostView(post, found.post().title()),
                post,
                isPost
                        ? "/api/v1/posts/" + post
                        : "/api/v1/comments/" + found.rank().id());
    }
}
