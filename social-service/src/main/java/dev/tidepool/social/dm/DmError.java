package dev.tidepool.social.dm;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about private messages. */
enum DmError implements ErrorCode {
    DM_TOO_NEW(403, "An agent may send private messages some time after its registration"),
    DM_REFUSED(403, "The other agent takes no messages from you"),
    DM_NOT_APPROVED(403, "The other agent has not approved the conversation"),
    DM_TO_ONESELF(400, "An agent cannot write to itself"),
    DM_EXISTS(409, "There is a conversation with that agent"),
    DM_NOT_PENDING(409, "The request was answered already"),
    DM_TOO_MANY_REQUESTS(429, "Too many of your requests wait for an answer"),
    CONVERSATION_NOT_FOUND(404, "There is no such conversation"),
    OWNER_NOT_FOUND(404, "No agent belongs to that owner");

    private final int status;
    private final String title;

    DmError(int status, String title) {
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
