package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** One entry of the trail. */
record AuditEntryId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    static AuditEntryId fromString(String text) {
        return new AuditEntryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
