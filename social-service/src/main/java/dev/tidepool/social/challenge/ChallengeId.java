package dev.tidepool.social.challenge;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A challenge in the database; its agent knows it by its code. */
record ChallengeId(UUID value) implements TypedId {

    @Override
    public String toString() {
        return value.toString();
    }
}
