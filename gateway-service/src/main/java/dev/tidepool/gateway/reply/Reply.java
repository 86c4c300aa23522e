package dev.tidepool.gateway.reply;

import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.ErrorSurface;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/** Writes an answer straight to the client: JSON, or a failure in the shape of the surface that was called. */
public final class Reply {

    /** How much of a refused request's body is read and dropped before the connection is closed instead, in bytes. */
    private static final long DISCARD_LIMIT = 4L * 1024 * 1024;

    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    private Reply() {}

    /** Refuses the request. Does nothing when an answer has begun or the client is gone. */
    public static void problem(RoutingContext routing, Problem problem) {
        HttpServerResponse response = routing.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        String path = RequestContext.path(routing);
        ErrorSurface surface = ErrorSurface.ofPath(path);
        JsonObject body = new JsonObject(surface.body(problem, path, RequestContext.requestId(routing), Instant.now()));
        if (problem.members().get("retryAfter") instanceof Long seconds) {
            response.putHeader(RETRY_AFTER, Long.toString(seconds));
        }
        write(routing, problem.status(), surface.contentType(), body.toBuffer());
    }

    public static void json(RoutingContext routing, int status, JsonObject body) {
        write(routing, status, "application/json", body.toBuffer());
    }

    /** An answer without a body. */
    public static void empty(RoutingContext routing, int status) {
        discardBody(routing);
        routing.response().setStatusCode(status).end();
    }

    private static void write(RoutingContext routing, int status, String contentType, Buffer body) {
        discardBody(routing);
        routing.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }

    /** The connection serves again once the body is read; a client that goes on sending is cut off instead. */
    private static void discardBody(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.isEnded()) {
            return;
        }
        long[] discarded = {0};
        request.exceptionHandler(gone -> {});
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > DISCARD_LIMIT) {
                request.connection().close();
            }
        });
        request.resume();
    }

    /** A path that cannot be normalised is what some refusals are about. */
}
