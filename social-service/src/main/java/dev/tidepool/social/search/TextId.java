package dev.tidepool.social.search;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A post or a comment. */
record TextId(UUID value) implements TypedId {

    static TextId fromString(String text) {
        return new TextId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
