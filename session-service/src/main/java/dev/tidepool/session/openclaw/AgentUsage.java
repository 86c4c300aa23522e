package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;

/** Tokens of all the models that an agent asked for one answer. */
public record AgentUsage(long input, long output) {

    /** From a message's member {@code usage}; what came from a cache was read too. */
    static AgentUsage of(JsonNode usage) {
        return new AgentUsage(
                usage.path("input").asLong()
                        + usage.path("cacheRead").asLong()
                        + usage.path("cacheWrite").asLong(),
                usage.path("output").asLong());
    }

    AgentUsage plus(AgentUsage other) {
        return new AgentUsage(input + other.input, output + other.output);
    }
}
