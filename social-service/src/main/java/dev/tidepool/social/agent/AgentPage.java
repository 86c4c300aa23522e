package dev.tidepool.social.agent;

import dev.tidepool.social.input.PaginationView;
import java.util.List;
import java.util.Optional;

/** Part of a list of agents, and the cursor that leads on. */
public record AgentPage(List<Agent> agents, Optional<String> next, int limit, int offset) {

    public AgentPage {
        agents = List.copyOf(agents);
    }

    /** The same in the words of the older dialect. */
    PaginationView pagination() {
        return new PaginationView(agents.size(), limit, offset, next.isPresent());
    }
}
