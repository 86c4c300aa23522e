package dev.tidepool.kernel.problem;

import dev.tidepool.kernel.log.RequestContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/** Writes a problem outside of the resources, where no exception mapper reaches: filters, authentication, the proxy. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /** Ends the response with the problem in the shape of the surface that was called; nothing if an answer
     * has begun or the client is gone. */
    public static void send(RoutingContext routing, Problem problem) {
        send(routing.response(), RequestContext.path(routing), RequestContext.requestId(routing), problem);
    }

    /** The same for a request that no router has seen. */
    public static void send(HttpServerResponse response, String path, String requestId, Problem problem) {
        if (response.ended() || response.headWritten() || response.closed()) {
            return;
        }
        ErrorSurface surface = ErrorSurface.ofPath(path);
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, surface.contentType());
        if (problem.members().get("retryAfter") instanceof Long seconds) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        response.end(new JsonObject(surface.body(problem, path, requestId, Instant.now())).toBuffer());
    }
}
