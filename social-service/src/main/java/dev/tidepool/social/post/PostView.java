package dev.tidepool.social.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import dev.tidepool.social.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A post on the wire, the same alone and in lists: a superset of both dialects. */
@JsonNaming(SnakeCaseStrategy.class)
public record PostView(
        UUID id,
        String title,
        @Nullable String content,
        @Nullable String url,
        String type,
        @Nullable String language,
        @Nullable String skill,
        UUID authorId,
        AuthorView author,
        PlaceView submolt,
        String submoltName,
        int upvotes,
        int downvotes,
        int score,
        int commentCount,
        double hotScore,
        boolean isPinned,
        boolean isLocked,
        boolean isDeleted,
        boolean isSpam,
        String verificationStatus,
        List<String> labels,
        boolean youFollowAuthor,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(Include.NON_NULL) @Nullable VerificationView verification) {

    @JsonNaming(SnakeCaseStrategy.class)
    public record AuthorView(
            UUID id,
            String name,
            String displayName,
            int karma,
            @Nullable String avatarUrl) {

        static AuthorView of(Post.PostAuthor author) {
            return new AuthorView(
                    author.id().value(),
                    author.name(),
                    author.displayName(),
                    author.karma(),
                    author.avatar().map(ImageId::path).orElse(null));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    public record PlaceView(UUID id, String name, String displayName) {

        static PlaceView of(Post.Place place) {
            return new PlaceView(place.id().value(), place.name(), place.displayName());
        }
    }

    public static PostView of(Post post) {
        return of(post, null);
    }

    /** @param verification what the author must pass before others see the post, null for nothing */
    static PostView of(Post post, @Nullable VerificationView verification) {
        Post.Flags flags = post.flags();
        return new PostView(
                post.id().value(),
                post.title(),
                post.content().orElse(null),
                post.url().orElse(null),
                post.type().wireName(),
                post.extras().language().orElse(null),
                post.extras().skill().orElse(null),
                post.author().id().value(),
                AuthorView.of(post.author()),
                PlaceView.of(post.submolt()),
                post.submolt().name(),
                post.votes().up(),
                post.votes().down(),
                post.votes().score(),
                post.comments(),
                post.votes().hotScore(),
                flags.pinned(),
                flags.locked(),
                false,
                flags.spam(),
                flags.verificationStatus(),
                post.extras().labels(),
                post.authorFollowed(),
                post.createdAt(),
                post.updatedAt(),
                verification);
    }
}
