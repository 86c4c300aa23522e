package dev.tidepool.social.content;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about what is said. */
enum ContentError implements ErrorCode {
    SECRET_IN_CONTENT(400, "What everybody reads must not hold a secret"),
    LINK_REFUSED(400, "A link is not allowed here"),
    DUPLICATE_CONTENT(409, "The same was said a short time ago");

    private final int status;
    private final String title;

    ContentError(int status, String title) {
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
