package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import java.util.regex.Pattern;

/**
 * Names a conversation of an agent at the gateway: {@code agent:<agent>:<organisation>:<session>}. It is only ever made from
 * the caller's own organisation, so no organisation can name another's.
 *
 * @param agent as the gateway names it
 */
public record SessionKey(String agent, OrganizationId organization, SessionId session) {

    private static final Pattern AGENT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** @throws IllegalArgumentException if the agent's name could reach beyond its part of the key */
    public SessionKey {
        if (!isAgent(agent)) {
            throw new IllegalArgumentException("agent must be lower-case letters, digits, - and _: " + agent);
        }
    }

    /** Whether a text can name an agent. */
    public static boolean isAgent(String text) {
        return AGENT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "agent:" + agent + ":" + organization + ":" + session;
    }
}
