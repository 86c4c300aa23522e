package dev.tidepool.session.model;

import dev.tidepool.kernel.problem.ErrorCode;

/** Why a model did not answer. */
public enum ModelError implements ErrorCode {
    MODEL_NOT_FOUND(404, "There is no such model"),
    /** The provider refused the request itself: its words are in the detail. */
    MODEL_REQUEST_REFUSED(400, "The model provider refused the request"),
    MODEL_RATE_LIMITED(429, "The model provider limits its use"),
    /** Ours to repair: the key configured for the provider. */
    MODEL_PROVIDER_UNAUTHORIZED(502, "The model provider refused our credential"),
    MODEL_ANSWER_MALFORMED(502, "The model provider's answer cannot be read"),
    MODEL_STREAM_BROKEN(502, "The model's answer broke off"),
    MODEL_UNAVAILABLE(503, "The model provider is not available"),
    MODEL_TIMEOUT(504, "The model provider did not answer in time");

    private final int status;
    private final String title;

    ModelError(int status, String title) {
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
