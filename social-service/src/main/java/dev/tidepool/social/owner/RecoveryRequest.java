package dev.tidepool.social.owner;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** Body by which an owner asks for a new key. */
@JsonNaming(SnakeCaseStrategy.class)
record RecoveryRequest(@Nullable String ownerToken) {

    @Override
    public String toString() {
        return "RecoveryRequest";
    }
}
