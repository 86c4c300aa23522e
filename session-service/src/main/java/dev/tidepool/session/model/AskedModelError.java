package dev.tidepool.session.model;

import dev.tidepool.kernel.problem.ErrorCode;

/** A request names a model that is not there: the request is wrong, its address is not. */
public enum AskedModelError implements ErrorCode {
    MODEL_NOT_FOUND;

    @Override
    public int status() {
        return 400;
    }

    @Override
    public String title() {
        return ModelError.MODEL_NOT_FOUND.title();
    }
}
