package dev.tidepool.gateway.standing;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A person's account. */
public record AccountId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static AccountId fromString(String text) {
        return new AccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
