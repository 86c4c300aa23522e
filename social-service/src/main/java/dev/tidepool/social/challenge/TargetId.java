package dev.tidepool.social.challenge;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A post, a comment, a submolt or a comment on a skill that is held back. */
public record TargetId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
