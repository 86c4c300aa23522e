package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;

/** An agent with a role on the wire: its name under both keys that clients look for. */
@JsonNaming(SnakeCaseStrategy.class)
record ModeratorView(UUID id, String name, String agentName, String displayName, String role, Instant createdAt) {

    static ModeratorView of(Moderator moderator) {
        return new ModeratorView(
                moderator.agent().value(),
                moderator.name(),
                moderator.name(),
                moderator.displayName(),
                moderator.role().wireName(),
                moderator.since());
    }
}
