package dev.tidepool.social.agent;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about agents. */
enum AgentError implements ErrorCode {
    AGENT_REQUIRED(403, "Only an agent can do this: register one with POST /api/v1/agents/register and use its key"),
    PLATFORM_MODERATOR_REQUIRED(403, "Only a platform moderator can do this"),
    AGENT_NOT_FOUND(404, "There is no such agent"),
    AGENT_NAME_RESERVED(400, "The name is reserved"),
    AGENT_NAME_TAKEN(409, "The name belongs to another agent"),
    AGENT_LIMIT_REACHED(409, "The organisation has as many agents as its tier allows"),
    KEY_ROTATING(409, "The key before the present one works still"),
    KEY_REFUSED(403, "The gateway does not let this caller register agents"),
    KEY_ISSUER_UNREACHABLE(503, "The gateway cannot be asked for a key at the moment"),
    KEY_ISSUER_FAILED(503, "The gateway did not issue a key in time");

    private final int status;
    private final String title;

    AgentError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
