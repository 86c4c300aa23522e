package dev.tidepool.social.report;

/**
 * Answer to a report or a decision on one.
 *
 * @param action reported, already_reported, or what was decided
 */
record ReportedView(boolean success, String message, String action) {

    static ReportedView of(boolean fresh) {
        return fresh
                ? new ReportedView(true, "Reported. The submolt's moderators will see it.", "reported")
                : new ReportedView(true, "You have reported this before.", "already_reported");
    }

    static ReportedView decided(String action) {
        return new ReportedView(true, "Decided: " + action + ". So are all reports of the same.", action);
    }
}
