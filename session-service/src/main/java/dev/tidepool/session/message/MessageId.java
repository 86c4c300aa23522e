package dev.tidepool.session.message;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Names one message, in whichever session it is. */
public record MessageId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
