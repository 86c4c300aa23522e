package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A place that posts belong to. */
public record SubmoltId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
