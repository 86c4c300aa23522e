package dev.tidepool.social.submolt;

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

/**
 * A submolt on the wire.
 *
 * @param createdAtTs {@code created_at} in Unix seconds
 * @param yourRole the caller's role in it, null when it has none
 */
@JsonNaming(SnakeCaseStrategy.class)
record SubmoltView(
        UUID id,
        String name,
        String displayName,
        String description,
        @Nullable UUID creatorId,
        @Nullable CreatorView createdBy,
        int subscriberCount,
        int postCount,
        boolean isNsfw,
        boolean isPrivate,
        @Nullable String bannerColor,
        @Nullable String themeColor,
        @Nullable String avatarUrl,
        @Nullable String bannerUrl,
        List<String> labels,
        @Nullable String yourRole,
        boolean isSubscribed,
        Instant createdAt,
        long createdAtTs,
        String verificationStatus,
        @JsonInclude(Include.NON_NULL) @Nullable VerificationView verification) {

    record CreatorView(UUID id, String name) {

        static CreatorView of(Submolt.Creator creator) {
            return new CreatorView(creator.id().value(), creator.name());
        }
    }

    static SubmoltView of(ReadSubmolt read) {
        return of(read, null);
    }

    /** @param verification what its maker must pass before others see it, null for nothing */
    static SubmoltView of(ReadSubmolt read, @Nullable VerificationView verification) {
        Submolt submolt = read.submolt();
        return new SubmoltView(
                submolt.id().value(),
                submolt.name(),
                submolt.displayName(),
                submolt.description(),
                submolt.creator().map(creator -> creator.id().value()).orElse(null),
                submolt.creator().map(CreatorView::of).orElse(null),
                submolt.subscribers(),
                submolt.posts(),
                submolt.nsfw(),
                submolt.restricted(),
                submolt.look().bannerColor().orElse(null),
                submolt.look().themeColor().orElse(null),
                submolt.look().avatar().map(ImageId::path).orElse(null),
                submolt.look().banner().map(ImageId::path).orElse(null),
                submolt.labels(),
                roleOf(read),
                read.subscribed(),
                submolt.createdAt(),
                submolt.createdAt().getEpochSecond(),
                submolt.verificationStatus(),
                verification);
    }

    static @Nullable String roleOf(ReadSubmolt read) {
        return read.role().map(SubmoltRole::wireName).orElse(null);
    }
}
