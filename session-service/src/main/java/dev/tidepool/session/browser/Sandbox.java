package dev.tidepool.session.browser;

/** Whether Chromium walls its pages' processes off from the machine. Pure. */
enum Sandbox {
    ON,
    /** The operator said so. */
    OFF,
    /** It is wanted and cannot be had. */
    IMPOSSIBLE;

    /** @param user in whose name the service runs: as root Chromium has no sandbox */
    static Sandbox of(boolean wanted, String user) {
        if (!wanted) {
            return OFF;
        }
        return user.equals("root") ? IMPOSSIBLE : ON;
    }
}
