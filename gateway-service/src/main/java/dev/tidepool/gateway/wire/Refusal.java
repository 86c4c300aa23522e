package dev.tidepool.gateway.wire;

import dev.tidepool.kernel.problem.ErrorCode;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Why something that came over the wire is no request. In its place a harmless request goes on that names the refusal, so that the
 * edge answers it as it answers everything: with its headers, its line of log and its count. The connection is closed after it.
 */
public enum Refusal implements ErrorCode {
    MALFORMED_REQUEST(400, "The request is not well-formed", "Send requests as RFC 9112 has them."),
    AMBIGUOUS_LENGTH(
            400,
            "The length of the body is ambiguous",
            "Send one Content-Length, or Transfer-Encoding: chunked, and never both."),
    MALFORMED_BODY(
            400, "The body is not framed as announced", "Send each chunk as its size, its bytes and a line's end."),
    INVALID_TARGET(
            400,
            "The address is not one a server may serve",
            "Send a path that begins with one slash, percent-encoded where RFC 3986 asks for it."),
    INVALID_HOST(
            400, "The Host header is missing or not valid", "Send exactly one Host header: a name and maybe a port."),
    UPGRADE_NOT_SUPPORTED(
            400, "The protocol is not supported", "Speak HTTP/1.1; the one upgrade there is is websocket."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time", "Send the whole request without pausing."),
    TARGET_TOO_LONG(414, "The address is too long", "Send a shorter address."),
    EXPECTATION_FAILED(417, "The expectation cannot be met", "Expect nothing but 100-continue."),
    HEADERS_TOO_LARGE(431, "The headers are too many or too long", "Send fewer or shorter headers."),
    METHOD_NOT_IMPLEMENTED(
            501, "The method is not known here", "Use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS, in capitals."),
    VERSION_NOT_SUPPORTED(505, "The version of HTTP is not supported", "Speak HTTP/1.1.");

    /** Marks the request that stands in for what was refused. A client that sends it gets what it asks for: a refusal. */
    static final CharSequence MARK = HttpHeaders.createOptimized("x-tidepool-refused");

    private final int status;
    private final String title;
    private final String remedy;

    Refusal(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    /** The refusal this request stands for, if it is none of its own. */
    public static Optional<Refusal> of(HttpServerRequest request) {
        String mark = request.getHeader(MARK);
        return mark == null ? Optional.empty() : Optional.of(named(mark));
    }

    private static Refusal named(String name) {
        for (Refusal refusal : values()) {
            if (refusal.name().equals(name)) {
                return refusal;
            }
        }
        return MALFORMED_REQUEST;
    }

    public Problem problem() {
        return Problem.of(this, remedy);
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
