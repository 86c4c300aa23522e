package dev.tidepool.social.moderation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A place in a submolt's trail. */
record ModerationPosition(Instant time, ModerationId id) {

    static ModerationPosition of(List<String> fields) {
        return new ModerationPosition(Instant.parse(fields.get(0)), new ModerationId(UUID.fromString(fields.get(1))));
    }
}
