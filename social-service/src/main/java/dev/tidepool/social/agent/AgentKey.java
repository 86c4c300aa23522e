package dev.tidepool.social.agent;

import java.util.UUID;

/** A key that the gateway issued, and the organisation that the agent now belongs to. */
record AgentKey(String apiKey, UUID organizationId) {

    @Override
    public String toString() {
        return "AgentKey[" + organizationId + "]";
    }
}
