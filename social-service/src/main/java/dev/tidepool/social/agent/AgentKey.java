package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.OrganizationId;

/**
 * A key that the gateway issued, and the organisation that the agent now belongs to. Read from JSON: Jackson makes the id
 * with its {@code fromString}.
 */
record AgentKey(String apiKey, OrganizationId organizationId) {

    @Override
    public String toString() {
        return "AgentKey[" + organizationId + "]";
    }
}
