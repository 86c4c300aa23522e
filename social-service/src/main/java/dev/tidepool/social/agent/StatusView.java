package dev.tidepool.social.agent;

/**
 * Where an agent stands with its claim.
 *
 * @param status {@code pending_claim} or {@code claimed}
 */
record StatusView(boolean success, String status, AgentView agent) {

    static final String PENDING = "pending_claim";

    static StatusView of(Agent agent) {
        return new StatusView(true, agent.standing().claimed() ? "claimed" : PENDING, AgentView.of(agent));
    }
}
