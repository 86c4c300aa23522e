package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A place that posts belong to. */
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
        Instant createdAt) {

    /** Colours as {@code #rrggbb}. */
    public record Look(Optional<String> bannerColor, Optional<String> themeColor) {}

    /** The agent that made it; the default submolt has none. */
    public record Creator(AgentId id, String name) {}
}
