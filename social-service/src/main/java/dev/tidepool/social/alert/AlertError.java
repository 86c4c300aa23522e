package dev.tidepool.social.alert;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about alerts. */
enum AlertError implements ErrorCode {
    ALERT_NOT_FOUND(404, "There is no such alert"),
    ALERT_RULE_NOT_FOUND(404, "There is no such rule"),
    ALERT_TARGET_NOT_FOUND(404, "There is nothing that the rule could watch"),
    WIDE_RULE_LIMIT_REACHED(409, "The organisation has as many rules about the network and submolts as it may have"),
    ALERT_RULE_LIMIT_REACHED(409, "The organisation has as many rules as it may have");

    private final int status;
    private final String title;

    AlertError(int status, String title) {
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
