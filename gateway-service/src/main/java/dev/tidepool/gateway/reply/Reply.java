package dev.tidepool.gateway.reply;

import dev.tidepool.kernel.net.Connections;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.problem.ProblemAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes an answer straight to the client: JSON, or a failure in the shape of the surface that was called. */
public final class Reply {

    /** How much of a refused request's body is read and dropped before the connection is closed instead, in bytes. */
    private static final long DISCARD_LIMIT = 4L * 1024 * 1024;

    private static final String CONTINUE = "100-continue";

    private Reply() {}

    /** Refuses the request. Does nothing when an answer has begun or the client is gone. */
    public static void problem(RoutingContext routing, Problem problem) {
        refusing(routing.request(), () -> ProblemAnswer.send(routing, problem));
    }

    /** The same for a request that no router has seen. */
    public static void problem(HttpServerRequest request, String path, String requestId, Problem problem) {
        refusing(request, () -> ProblemAnswer.send(request.response(), path, requestId, problem));
    }

    public static void json(RoutingContext routing, int status, JsonObject body) {
        write(routing, status, "application/json", body.toBuffer());
    }

    /** An answer without a body. */
    public static void empty(RoutingContext routing, int status) {
        empty(routing.request(), status);
    }

    /** The same for a request that no router has seen. */
    public static void empty(HttpServerRequest request, int status) {
        refusing(request, () -> request.response().setStatusCode(status).end());
    }

    private static void write(RoutingContext routing, int status, String contentType, Buffer body) {
        discardBody(routing.request());
        routing.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }

    /** Asks a client for its body if it waits to be asked. */
    public static void askForBody(HttpServerRequest request) {
        if (awaitsAsking(request)) {
            request.response().writeContinue();
            // Now the body comes, whatever the answer is.
            request.headers().remove(HttpHeaders.EXPECT);
        }
    }

    private static boolean awaitsAsking(HttpServerRequest request) {
        return CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    /**
     * Whoever was not asked for its body may send it all the same, or the next request at once, and there is no telling which: the
     * connection ends with the answer.
     */
    private static void refusing(HttpServerRequest request, Runnable answer) {
        boolean last = !request.isEnded()
                && awaitsAsking(request)
                && !request.response().headWritten();
        if (last) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        discardBody(request);
        answer.run();
        if (last) {
            Connections.endWhenSent(request.connection());
        }
    }

    /** The connection serves again once the body is read; a client that goes on sending is cut off instead. */
    private static void discardBody(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        long[] discarded = {0};
        request.exceptionHandler(gone -> {});
        request.handler(chunk -> {
            discarded[0] += chunk.length();
            if (discarded[0] > DISCARD_LIMIT) {
                Connections.cut(request.connection());
            }
        });
        request.resume();
    }
}
