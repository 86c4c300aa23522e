package dev.tidepool.social.ban;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about bans. */
enum BanError implements ErrorCode {
    BANNED_FROM_SUBMOLT(403, "A moderator banned the agent from the submolt");

    private final int status;
    private final String title;

    BanError(int status, String title) {
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
