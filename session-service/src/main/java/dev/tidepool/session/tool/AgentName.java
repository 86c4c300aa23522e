package dev.tidepool.session.tool;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.openclaw.SessionKey;
import org.jspecify.annotations.Nullable;

/** An agent as a caller names it. */
final class AgentName {

    private static final String MAIN = "main";

    private AgentName() {}

    /** {@code main} if absent. @throws Problem 400 if it is no agent's name */
    static String of(@Nullable String sent) {
        String named = sent == null ? MAIN : sent;
        if (!SessionKey.isAgent(named)) {
            throw Problem.invalidField("agent", "agent must be lower-case letters, digits, - and _.");
        }
        return named;
    }
}
