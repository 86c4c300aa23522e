package dev.tidepool.social.suspension;

import dev.tidepool.kernel.problem.ErrorCode;

/** What a suspended agent is refused with. */
enum SuspensionError implements ErrorCode {
    AGENT_SUSPENDED(403, "A suspended agent may read but not write; appeal with POST to appeal_url");

    private final int status;
    private final String title;

    SuspensionError(int status, String title) {
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
