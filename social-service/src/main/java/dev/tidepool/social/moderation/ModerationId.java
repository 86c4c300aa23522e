package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Something that a moderator did, or that it was done to. */
record ModerationId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
