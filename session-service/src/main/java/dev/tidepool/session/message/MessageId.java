package dev.tidepool.session.message;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Names one message, in whichever session it is. */
public record MessageId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static MessageId fromString(String text) {
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
