package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can go wrong with a session's browser. */
enum BrowserError implements ErrorCode {
    /** A field of an action names something that is not on the page as it was last looked at. */
    BROWSER_REF_STALE(409, "The page is not the one the reference is from"),
    BROWSER_ELEMENT_HIDDEN(409, "The element cannot be seen"),
    BROWSER_NOT_OPEN(409, "The session has no open browser"),
    BROWSER_BUSY(409, "The session's browser is at work"),
    BROWSER_HOSTS_DIFFER(409, "The open browser may reach other hosts"),
    BROWSER_NAVIGATION_FAILED(422, "The page could not be loaded"),
    BROWSER_PAGE_TOO_LARGE(422, "The page is too large"),
    BROWSER_LIMIT_REACHED(429, "No more browsers may be open at once"),
    BROWSER_CRASHED(503, "The browser ended unexpectedly"),
    BROWSER_UNAVAILABLE(503, "There is no browser to use"),
    BROWSER_TIMEOUT(504, "The browser did not answer in time");

    private final int status;
    private final String title;

    BrowserError(int status, String title) {
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
