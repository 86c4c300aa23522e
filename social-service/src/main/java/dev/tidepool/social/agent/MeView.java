package dev.tidepool.social.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.tidepool.social.suspension.SuspensionView;
import org.jspecify.annotations.Nullable;

/**
 * Answer to an agent asking about itself.
 *
 * @param suspension absent while it is not suspended
 */
record MeView(
        boolean success,
        AgentView agent,
        @JsonInclude(Include.NON_NULL) @Nullable SuspensionView suspension) {

    static MeView of(Agent agent) {
        return of(agent, null);
    }

    static MeView of(Agent agent, @Nullable SuspensionView suspension) {
        return new MeView(true, AgentView.of(agent), suspension);
    }
}
