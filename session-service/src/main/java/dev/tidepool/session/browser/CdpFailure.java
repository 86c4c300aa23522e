package dev.tidepool.session.browser;

/** What the browser answered to a command in place of a result, or that it cannot answer any more. */
final class CdpFailure extends RuntimeException {

    private final boolean lost;

    private CdpFailure(String message, boolean lost) {
        super(message, null, false, false);
        this.lost = lost;
    }

    static CdpFailure refused(String method, String message) {
        return new CdpFailure(method + ": " + message, false);
    }

    static CdpFailure lost() {
        return new CdpFailure("the connection to the browser ended", true);
    }

    /** Whether the connection is gone, and the page with it. */
    boolean isLost() {
        return lost;
    }
}
