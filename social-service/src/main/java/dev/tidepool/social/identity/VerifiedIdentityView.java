package dev.tidepool.social.identity;

import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answer to the question whose a token is; no agent when it is not valid. */
record VerifiedIdentityView(
        boolean success, boolean valid, @Nullable AgentView agent) {

    static VerifiedIdentityView of(Optional<Agent> agent) {
        return new VerifiedIdentityView(
                true, agent.isPresent(), agent.map(AgentView::of).orElse(null));
    }
}
