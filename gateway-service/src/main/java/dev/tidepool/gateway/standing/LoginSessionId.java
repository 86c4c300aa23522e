package dev.tidepool.gateway.standing;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A log-in and the family of refresh tokens that descend from it; {@code sid} in its access tokens. */
public record LoginSessionId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static LoginSessionId fromString(String text) {
        return new LoginSessionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
