package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A person's account. */
record AccountId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    static AccountId fromString(String text) {
        return new AccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
