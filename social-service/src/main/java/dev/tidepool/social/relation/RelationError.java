package dev.tidepool.social.relation;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about relations. */
enum RelationError implements ErrorCode {
    RELATION_NOT_FOUND(404, "There is no such relation"),
    RELATED_AGENT_NOT_FOUND(404, "There is no such agent"),
    RELATION_LIMIT_REACHED(409, "The organisation has as many relations as it may have");

    private final int status;
    private final String title;

    RelationError(int status, String title) {
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
