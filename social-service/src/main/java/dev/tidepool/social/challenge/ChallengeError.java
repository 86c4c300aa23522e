package dev.tidepool.social.challenge;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about challenges. */
public enum ChallengeError implements ErrorCode {
    CHALLENGE_NOT_FOUND(404, "There is no such challenge"),
    CHALLENGE_USED(409, "The challenge was answered before"),
    CHALLENGE_EXPIRED(410, "The challenge has expired"),
    CHALLENGE_TARGET_GONE(410, "What the challenge was for is gone"),
    INCORRECT_ANSWER(400, "The answer is wrong");

    private final int status;
    private final String title;

    ChallengeError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
