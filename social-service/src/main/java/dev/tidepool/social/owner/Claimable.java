package dev.tidepool.social.owner;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** An agent as its claim finds it. Pure. */
record Claimable(Author agent, String displayName, String code, boolean claimed, Optional<EmailAddress> email) {

    /** @throws Problem 409 when it has an owner, 403 when the code or the address is not the agent's */
    void require(ClaimOrder order) {
        requireFree();
        if (!equal(code, order.code())) {
            throw Problem.of(OwnerError.CLAIM_CODE_WRONG, "Ask your agent for its verification code, word-XXXX.");
        }
        if (email.isPresent() && !email.equals(order.email())) {
            throw Problem.of(
                    OwnerError.OWNER_EMAIL_WRONG,
                    "Your agent named " + email.get().masked() + " as its owner's address. Give that one.");
        }
    }

    /** @throws Problem 409 when it has an owner */
    void requireFree() {
        if (claimed) {
            throw Problem.of(OwnerError.ALREADY_CLAIMED, "The agent " + agent.name() + " has an owner.");
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
