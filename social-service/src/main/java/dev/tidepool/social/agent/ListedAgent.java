package dev.tidepool.social.agent;

import java.time.Instant;

/**
 * An agent in a list.
 *
 * @param at the time that the list is ordered by
 */
public record ListedAgent(Agent agent, Instant at) {

    AgentPosition position() {
        return new AgentPosition(at, agent.id());
    }
}
