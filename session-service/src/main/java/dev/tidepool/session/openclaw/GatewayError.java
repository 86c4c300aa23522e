package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * The gateway's reason not to do something.
 *
 * @param code such as {@code INVALID_REQUEST}
 * @param detail a narrower code such as {@code AUTH_TOKEN_MISMATCH}, or nothing
 * @param details what else it tells
 */
record GatewayError(String code, String message, String detail, JsonNode details, Optional<Duration> retryAfter) {

    /** From a member {@code error}. Pure. */
    static GatewayError of(JsonNode error) {
        JsonNode wait = error.path("retryAfterMs");
        return new GatewayError(
                error.path("code").asText("UNKNOWN"),
                error.path("message").asText(""),
                error.path("details").path("code").asText(""),
                error.path("details"),
                wait.canConvertToLong() && wait.asLong() >= 0
                        ? Optional.of(Duration.ofMillis(wait.asLong()))
                        : Optional.empty());
    }
}
