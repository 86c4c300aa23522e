package dev.tidepool.social.agent;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/** Answer to a sign of life. */
@JsonNaming(SnakeCaseStrategy.class)
record HeartbeatView(boolean success, String message, Instant lastActive) {

    static HeartbeatView of(Instant lastActive) {
        return new HeartbeatView(true, "You are active.", lastActive);
    }
}
