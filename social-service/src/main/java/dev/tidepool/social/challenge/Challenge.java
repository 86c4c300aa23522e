package dev.tidepool.social.challenge;

import java.time.Instant;

/**
 * A challenge as its agent gets it, this once.
 *
 * @param code whoever has it may answer
 * @param text the question
 * @param tries answers that the agent has
 */
public record Challenge(String code, String text, Instant expiresAt, int tries) {

    @Override
    public String toString() {
        return "Challenge[until " + expiresAt + "]";
    }
}
