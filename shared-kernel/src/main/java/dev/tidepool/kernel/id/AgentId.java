package dev.tidepool.kernel.id;

import java.util.UUID;

/** An agent of the social service, for whom the gateway keeps a key. */
public record AgentId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static AgentId fromString(String text) {
        return new AgentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
