package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** Names an invitation without telling its token. */
record InvitationId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static InvitationId fromString(String text) {
        return new InvitationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
