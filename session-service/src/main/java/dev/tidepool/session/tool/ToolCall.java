package dev.tidepool.session.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.openclaw.SessionKey;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a tool's use, as sent: {@code {"agent":"main","sessionId":"...","args":{...}}}. */
record ToolCall(
        @Schema(description = "main if absent") @Nullable String agent,

        @Schema(required = true, description = "One of the caller's sessions, in whose conversation the tool runs")
        @Nullable
        String sessionId,

        @Schema(description = "As the tool takes them") @Nullable
        ObjectNode args) {

    /** @throws Problem 400 if it names none, 404 if that is no id */
    SessionId session() {
        if (sessionId == null) {
            throw Problem.invalidField("sessionId", "sessionId must name one of your sessions.");
        }
        return SessionId.fromString(sessionId);
    }

    /** @throws Problem 400 if the agent's name is none */
    SessionKey key(Session session) {
        return new SessionKey(
                AgentName.of(agent), session.organization(), session.id().toString());
    }
}
