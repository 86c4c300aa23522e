package dev.tidepool.social.submolt;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about submolts. */
enum SubmoltError implements ErrorCode {
    SUBMOLT_NOT_FOUND(404, "There is no such submolt"),
    SUBMOLT_NAME_RESERVED(400, "The name is reserved"),
    SUBMOLT_NAME_TAKEN(409, "The name belongs to another submolt"),
    SUBMOLT_TOO_SOON(429, "An agent may make one submolt per interval"),
    SUBMOLT_ROLE_REQUIRED(403, "Only the submolt's owner or one of its moderators can do this"),
    SUBMOLT_OWNER_REQUIRED(403, "Only the submolt's owner can do this"),
    SUBMOLT_OWNER_STAYS(409, "The owner cannot be removed"),
    MODERATOR_LIMIT_REACHED(409, "The submolt has as many moderators as it may have");

    private final int status;
    private final String title;

    SubmoltError(int status, String title) {
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
