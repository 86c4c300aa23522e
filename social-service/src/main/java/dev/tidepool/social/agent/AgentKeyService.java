package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keys of agents that are registered: they live in the gateway alone. */
@ApplicationScoped
public class AgentKeyService {

    private final GatewayClient gateway;

    AgentKeyService(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** A new key on the agent's own word. Fails with 409 while the one before the present one works still, 503 without one. */
    public Uni<String> rotate(AgentId agent, RelayedHeaders headers) {
        return gateway.rotate(agent, headers).map(AgentKey::apiKey);
    }

    /** A new key on its owner's word; call it only with that proved. Fails with 503 without one. */
    public Uni<String> recover(AgentId agent, RelayedHeaders headers) {
        return gateway.recover(agent, headers).map(AgentKey::apiKey);
    }

    /** Ends the key of an agent that leaves. Fails with 503. */
    public Uni<Void> end(AgentId agent, RelayedHeaders headers) {
        return gateway.end(agent, headers);
    }
}
