package dev.tidepool.kernel.event;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Names one event, however often it is delivered. */
public record EventId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static EventId fromString(String text) {
        return new EventId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
