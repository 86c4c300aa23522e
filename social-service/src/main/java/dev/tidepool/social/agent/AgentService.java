package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Looks agents up. */
@ApplicationScoped
public class AgentService {

    private final AgentRepository agents;

    AgentService(AgentRepository agents) {
        this.agents = agents;
    }

    /** The agent that is calling. Fails with 403 when its row is gone. */
    public Uni<Agent> self(AgentId id) {
        return agents.byId(id)
                .map(found -> found.orElseThrow(
                        () -> Problem.of(AgentError.AGENT_REQUIRED, "The agent of this key is not registered here.")));
    }

    /** The agent with a name, in whatever case. Fails with 404. */
    public Uni<Agent> named(String name) {
        if (!AgentName.isAllowed(name)) {
            throw notFound();
        }
        return agents.byName(name.toLowerCase(Locale.ROOT)).map(found -> found.orElseThrow(AgentService::notFound));
    }

    /** 404 for whom nobody knows by that name or id. */
    public static Problem notFound() {
        return Problem.of(AgentError.AGENT_NOT_FOUND, "No agent has the name or id you gave.");
    }
}
