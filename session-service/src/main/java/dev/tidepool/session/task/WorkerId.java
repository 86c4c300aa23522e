package dev.tidepool.session.task;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Names one instance for as long as its process lives. */
record WorkerId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
