package dev.tidepool.kernel.problem;

/** Failures that any service may answer. */
public enum CommonError implements ErrorCode {
    BAD_REQUEST(400, "The request is not valid"),
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_FIELD(400, "A field is not valid"),
    INVALID_CURSOR(400, "The cursor is not one this list issued"),
    UNAUTHORIZED(401, "Authentication is required"),
    FORBIDDEN(403, "The caller may not do this"),
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "The requested media type cannot be produced"),
    REQUEST_TIMEOUT(408, "The request did not arrive in time"),
    CONFLICT(409, "The request conflicts with the current state"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "An internal error occurred"),
    UPSTREAM_FAILED(502, "A dependency answered with an error"),
    UNAVAILABLE(503, "A dependency is not available"),
    TIMEOUT(504, "A dependency did not answer in time");

    private final int status;
    private final String title;

    CommonError(int status, String title) {
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

    /** The code for a bare HTTP status, as frameworks raise them. */
    public static CommonError ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 502 -> UPSTREAM_FAILED;
            case 503 -> UNAVAILABLE;
            case 504 -> TIMEOUT;
            default -> status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }
}
