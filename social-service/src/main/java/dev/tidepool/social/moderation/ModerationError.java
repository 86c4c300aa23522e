package dev.tidepool.social.moderation;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about moderation. */
enum ModerationError implements ErrorCode {
    MODERATOR_REQUIRED(403, "Only a moderator of the submolt can do this"),
    MODERATOR_PROTECTED(409, "A moderator of the submolt cannot be banned from it");

    private final int status;
    private final String title;

    ModerationError(int status, String title) {
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
