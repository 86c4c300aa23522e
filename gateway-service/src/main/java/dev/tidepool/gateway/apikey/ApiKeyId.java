package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Names a key without telling what it is. */
public record ApiKeyId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static ApiKeyId fromString(String text) {
        return new ApiKeyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
