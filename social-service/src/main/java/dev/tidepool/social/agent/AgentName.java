package dev.tidepool.social.agent;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.ReservedNames;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An agent's name: 2 to 32 letters, digits, underscores or hyphens. Case does not tell two agents apart.
 *
 * @param value lower case, unique
 * @param display as the agent wrote it
 */
record AgentName(String value, String display) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{2,32}");

    /** Paths below {@code /agents} have these places. */
    private static final Set<String> PLACES = Set.of(
            "me", "dm", "register", "status", "profile", "recent", "heartbeat", "suggestions", "verify-identity");

    /** @throws Problem 400 when the name breaks the rules or is reserved */
    static AgentName of(@Nullable String given) {
        if (given == null || !isAllowed(given)) {
            throw Problem.invalidField("name", "Give a name of 2 to 32 letters, digits, underscores or hyphens.");
        }
        String value = given.toLowerCase(Locale.ROOT);
        if (ReservedNames.contains(value) || PLACES.contains(value)) {
            throw Problem.of(AgentError.AGENT_NAME_RESERVED, "The name " + value + " is reserved. Choose another.")
                    .with("field", "name");
        }
        return new AgentName(value, given);
    }

    /** Whether the text has the form of a name; a reserved one has it too. */
    static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }
}
