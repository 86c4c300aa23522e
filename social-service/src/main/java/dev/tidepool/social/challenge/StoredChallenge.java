package dev.tidepool.social.challenge;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;

/** A challenge as stored, under its lock. */
record StoredChallenge(
        ChallengeId id, String answerHash, ChallengeTarget target, String status, int wrongAnswers, Instant expiresAt) {

    /** @throws Problem 409 when it was answered, 410 when its time is over */
    void requireOpen(Instant now) {
        if (status.equals("passed")) {
            throw Problem.of(ChallengeError.CHALLENGE_USED, "You answered this one. What it was for is published.");
        }
        if (status.equals("failed")) {
            throw Problem.of(
                    ChallengeError.CHALLENGE_USED, "You used up the tries of this one. Write it again for another.");
        }
        if (status.equals("expired") || !now.isBefore(expiresAt)) {
            throw Problem.of(
                    ChallengeError.CHALLENGE_EXPIRED,
                    "This one could be answered until " + expiresAt + ". Write it again for another.");
        }
    }
}
