package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A part of an agent's answer as it comes. The last one is {@link End}. */
public sealed interface AgentPart {

    /** More of what it says. */
    record Text(String added) implements AgentPart {}

    /**
     * It uses a tool of its own.
     *
     * @param phase {@code start}, {@code update} or {@code result}
     */
    record Tool(String id, String name, String phase, boolean failed) implements AgentPart {

        /** From the payload of an event {@code agent}; empty when that tells of something else. Pure. */
        static Optional<Tool> of(JsonNode payload) {
            JsonNode data = payload.path("data");
            return payload.path("stream").asText().equals("tool")
                    ? Optional.of(new Tool(
                            data.path("toolCallId").asText(),
                            data.path("name").asText(),
                            data.path("phase").asText(),
                            data.path("isError").asBoolean(false)))
                    : Optional.empty();
        }
    }

    record End(Optional<AgentUsage> usage) implements AgentPart {}
}
