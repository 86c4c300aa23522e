package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A private message. */
record MessageId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
