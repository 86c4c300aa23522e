package dev.tidepool.kernel.id;

import java.util.UUID;

/** The tenant that owns a thing or is calling. */
public record OrganizationId(UUID value) implements TypedId {

    /** Whose is what belongs to no organisation, such as news of the chain. */
    public static final OrganizationId NOBODY = new OrganizationId(new UUID(0, 0));

    /** @throws IllegalArgumentException if the text is no UUID */
    public static OrganizationId fromString(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
