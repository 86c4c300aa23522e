package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A place that posts belong to.
 *
 * @param verificationStatus {@code verified}, or {@code pending} while it is held back
 */
public record Submolt(
        SubmoltId id,
        String name,
        String displayName,
        String description,
        Optional<Creator> creator,
        int subscribers,
        int posts,
        boolean nsfw,
        boolean restricted,
        Look look,
        List<String> labels,
        String verificationStatus,
        Instant createdAt) {

    /** Colours as {@code #rrggbb}. */
    public record Look(
            Optional<String> bannerColor,
            Optional<String> themeColor,
            Optional<ImageId> avatar,
            Optional<ImageId> banner) {}

    /** The agent that made it; the default submolt has none. */
    public record Creator(AgentId id, String name) {}
}
