package dev.tidepool.social.brand;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about watched terms. */
enum BrandError implements ErrorCode {
    BRAND_TERM_NOT_FOUND(404, "There is no such term"),
    BRAND_TERM_EXISTS(409, "The organisation watches this term already"),
    BRAND_TERM_LIMIT_REACHED(409, "The organisation watches as many terms as it may");

    private final int status;
    private final String title;

    BrandError(int status, String title) {
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
