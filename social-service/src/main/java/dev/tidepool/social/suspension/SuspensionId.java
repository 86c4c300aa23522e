package dev.tidepool.social.suspension;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A suspension. */
public record SuspensionId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
