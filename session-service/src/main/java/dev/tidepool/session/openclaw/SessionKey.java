package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.regex.Pattern;

/**
 * Names a conversation of an agent at the gateway: {@code agent:<agent>:<organisation>:<session>}. It is only ever made from
 * the caller's own organisation, so no organisation can name another's.
 *
 * @param agent as the gateway names it
 * @param session the id of one of the organisation's sessions, or one that is used only once
 */
public record SessionKey(String agent, OrganizationId organization, String session) {

    private static final Pattern AGENT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    /** @throws IllegalArgumentException if a part could reach beyond itself */
    public SessionKey {
        if (!isAgent(agent)) {
            throw new IllegalArgumentException("agent must be lower-case letters, digits, - and _: " + agent);
        }
        if (!ID.matcher(session).matches()) {
            throw new IllegalArgumentException("session must be an id: " + session);
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
