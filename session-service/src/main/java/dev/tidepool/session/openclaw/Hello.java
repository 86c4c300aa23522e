package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * The gateway's answer to a connection it accepted.
 *
 * @param version of the gateway's software
 * @param tick how often it gives a sign of life
 * @param maxPayloadBytes the longest frame it takes
 * @param deviceToken to be presented instead of the shared token from now on
 */
record Hello(int protocol, String version, Duration tick, long maxPayloadBytes, Optional<String> deviceToken) {

    /** From the payload of {@code hello-ok}. Pure. @throws Problem OPENCLAW_ANSWER_MALFORMED when it is none */
    static Hello of(JsonNode payload) {
        JsonNode policy = payload.path("policy");
        long tick = policy.path("tickIntervalMs").asLong();
        long maxPayload = policy.path("maxPayload").asLong();
        if (!payload.path("type").asText().equals("hello-ok") || tick <= 0 || maxPayload <= 0) {
            throw Problem.of(OpenClawError.OPENCLAW_ANSWER_MALFORMED, "The OpenClaw gateway's hello cannot be read.");
        }
        return new Hello(
                payload.path("protocol").asInt(),
                payload.path("server").path("version").asText("unknown"),
                Duration.ofMillis(tick),
                maxPayload,
                Optional.ofNullable(payload.path("auth").path("deviceToken").textValue()));
    }

    /** Without the token: records print their components otherwise. */
    @Override
    public String toString() {
        return "Hello[protocol=%d, version=%s]".formatted(protocol, version);
    }
}
