package dev.tidepool.social.brand;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** The post or comment that says a term. */
record MentionTextId(UUID value) implements TypedId {

    static MentionTextId fromString(String text) {
        return new MentionTextId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
