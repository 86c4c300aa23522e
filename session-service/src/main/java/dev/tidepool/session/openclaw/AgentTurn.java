package dev.tidepool.session.openclaw;

import java.util.Optional;

/**
 * What an agent is asked.
 *
 * @param key the conversation
 * @param begun whether the conversation may have turns already; one that is made for this turn alone has none
 * @param opening what is said when the gateway does not know the conversation: earlier turns included
 * @param message what is said when it does: only what is new
 * @param thinking OpenClaw's level, or its own choice
 */
public record AgentTurn(SessionKey key, boolean begun, String opening, String message, Optional<String> thinking) {

    public AgentTurn {
        if (opening.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException("a turn says something");
        }
    }
}
