package dev.tidepool.social.submolt;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A place that posts belong to. */
public record Submolt(
        UUID id,
        String name,
        String displayName,
        String description,
        Optional<Creator> creator,
        int subscribers,
        int posts,
        boolean nsfw,
        boolean restricted,
        Instant createdAt) {

    /** The agent that made it; the default submolt has none. */
    public record Creator(UUID id, String name) {}
}
