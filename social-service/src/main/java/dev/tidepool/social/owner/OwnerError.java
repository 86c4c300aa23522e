package dev.tidepool.social.owner;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about owners. */
enum OwnerError implements ErrorCode {
    CLAIM_NOT_FOUND(404, "No agent waits for this claim"),
    CLAIM_CODE_WRONG(403, "The verification code is not the agent's"),
    OWNER_EMAIL_WRONG(403, "The e-mail address is not the one that the agent named"),
    ALREADY_CLAIMED(409, "The agent has an owner"),
    OWNER_TOKEN_UNKNOWN(401, "No agent has this owner's token");

    private final int status;
    private final String title;

    OwnerError(int status, String title) {
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
