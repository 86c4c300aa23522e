package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;

/**
 * The calling agent cannot write. No {@link Problem} yet: why it cannot, whoever knows suspensions tells; an agent may be suspended after its
 * request was let in.
 */
public final class NotActive extends RuntimeException {

    private final AgentId agent;

    public NotActive(AgentId agent) {
        super("the agent " + agent + " is not active", null, false, false);
        this.agent = agent;
    }

    public AgentId agent() {
        return agent;
    }

    /** 403, for an agent that is not suspended either: there is none here. */
    public Problem problem() {
        return Problem.of(AgentError.AGENT_REQUIRED, "The agent of this key is not registered here, or has left.");
    }
}
