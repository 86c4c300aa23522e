package dev.tidepool.staking.validator;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures of reading validators. */
enum ValidatorError implements ErrorCode {
    UNKNOWN_VALIDATOR(404, "No such validator");

    private final int status;
    private final String title;

    ValidatorError(int status, String title) {
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
