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

    /** Ends the response with the problem in the shape of the surface that was called; nothing if it has ended already. */
    public static void send(RoutingContext routing, Problem problem) {
        HttpServerResponse response = routing.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        String path = routing.normalizedPath();
        ErrorSurface surface = ErrorSurface.ofPath(path);
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, surface.contentType());
        if (problem.members().get("retryAfter") instanceof Long seconds) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        String requestId = RequestContext.requestId(routing);
        response.end(new JsonObject(surface.body(problem, path, requestId, Instant.now())).toBuffer());
    }
}
