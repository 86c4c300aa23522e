package dev.tidepool.kernel.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A failure meant for the client: a code, a sentence that says what to do, and optional members such as the field's name.
 *
 * <p>Rendered by {@link ErrorSurface} as RFC 9457 problem details, or in the shape of the surface that was called.
 */
public final class Problem extends RuntimeException {

    private final ErrorCode code;
    private final String detail;
    private final transient Map<String, Object> members;

    private Problem(ErrorCode code, String detail, Map<String, Object> members) {
        super(code.name() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.members = members;
    }

    public static Problem of(ErrorCode code, String detail) {
        return new Problem(code, detail, Map.of());
    }

    /** 400 for one field of the request. The detail says what the field accepts. */
    public static Problem invalidField(String field, String detail) {
        return of(CommonError.INVALID_FIELD, detail).with("field", field);
    }

    public static Problem badRequest(String detail) {
        return of(CommonError.BAD_REQUEST, detail);
    }

    public static Problem unauthorized(String detail) {
        return of(CommonError.UNAUTHORIZED, detail);
    }

    public static Problem forbidden(String detail) {
        return of(CommonError.FORBIDDEN, detail);
    }

    public static Problem notFound(ErrorCode code, Object id) {
        return of(code, "Nothing visible to you has the id " + id + ".");
    }

    public static Problem conflict(String detail) {
        return of(CommonError.CONFLICT, detail);
    }

    public static Problem unavailable(String detail, Duration retryAfter) {
        return of(CommonError.UNAVAILABLE, detail).retryAfter(retryAfter);
    }

    /** A copy that carries one more member in its body. */
    public Problem with(String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(name, value);
        return new Problem(code, detail, all);
    }

    /** A copy that tells when to try again: member {@code retryAfter} in whole seconds, and the header Retry-After. */
    public Problem retryAfter(Duration wait) {
        return with("retryAfter", Math.max(1, (wait.toMillis() + 999) / 1000));
    }

    public ErrorCode code() {
        return code;
    }

    public int status() {
        return code.status();
    }

    public String detail() {
        return detail;
    }

    /** Additional members of the body, in insertion order. */
    public Map<String, Object> members() {
        return members;
    }
}
