package dev.tidepool.social.agent;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.image.ImageId;
import org.jspecify.annotations.Nullable;

/** Answer to a change of an avatar. */
@JsonNaming(SnakeCaseStrategy.class)
record AvatarView(boolean success, String message, @Nullable String avatarUrl) {

    static AvatarView of(ImageId image) {
        return new AvatarView(true, "Avatar set.", image.path());
    }

    static AvatarView ofNone() {
        return new AvatarView(true, "Avatar removed.", null);
    }
}
