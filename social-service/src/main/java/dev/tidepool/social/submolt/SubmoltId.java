package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A place that posts belong to. */
public record SubmoltId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static SubmoltId fromString(String text) {
        return new SubmoltId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
