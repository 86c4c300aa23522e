package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.LimitedBody;
import dev.tidepool.gateway.route.Route;
import dev.tidepool.gateway.route.RouteMatch;
import dev.tidepool.gateway.route.RouteTable;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;

/** Finds the request's line in the route table and refuses what the table does not allow. */
@ApplicationScoped
class RouteFilter {

    private static final String[] METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"};

    private final RouteTable table = RouteTable.tidepool();
    private final Cors cors;
    private final RequestMetrics metrics;
    private final Drain drain;

    RouteFilter(Cors cors, RequestMetrics metrics, Drain drain) {
        this.drain = drain;
        this.cors = cors;
        this.metrics = metrics;
    }

    void filter(RoutingContext routing) {
        String path = EdgePath.of(routing);
        HttpServerRequest request = routing.request();
        if (request.method().equals(HttpMethod.OPTIONS)) {
            metrics.observe(routing, RequestMetrics.NO_ROUTE);
            answerOptions(routing, path);
            return;
        }
        switch (table.match(request.method().name(), path)) {
            case RouteMatch.Found found -> enter(routing, new EdgeRequest(found.route(), path));
            case RouteMatch.WrongMethod wrong -> {
                metrics.observe(routing, RequestMetrics.NO_ROUTE);
                routing.response().putHeader(HttpHeaders.ALLOW, String.join(", ", wrong.allowed()));
                throw Problem.of(
                        CommonError.METHOD_NOT_ALLOWED,
                        path + " serves " + String.join(", ", wrong.allowed()) + ", not " + request.method() + ".");
            }
            case RouteMatch.Unknown unknown -> {
                metrics.observe(routing, RequestMetrics.NO_ROUTE);
                throw Problem.of(CommonError.NOT_FOUND, "There is nothing at " + path + ".");
            }
        }
    }

    private void enter(RoutingContext routing, EdgeRequest request) {
        metrics.observe(routing, request.route().template());
        name(Span.current(), routing, request.route());
        request.keepOn(routing);
        count(routing, request.route());
        requireFittingBody(routing.request(), request.route());
        requireSocket(routing.request(), request.route());
        routing.next();
    }

    /** A socket is no request to wait for: it ends when its client or the process does. */
    private void count(RoutingContext routing, Route route) {
        if (route.isSocket()) {
            return;
        }
        if (drain.enter()) {
            routing.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        routing.addEndHandler(ended -> drain.leave());
    }

    private static void name(Span span, RoutingContext routing, Route route) {
        if (span.isRecording()) {
            span.updateName(routing.request().method() + " " + route.template());
            span.setAttribute("http.route", route.template());
        }
    }

    private static void requireFittingBody(HttpServerRequest request, Route route) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && bytes(length) > route.maxBodyBytes()) {
            throw LimitedBody.tooLarge(route.maxBodyBytes());
        }
        boolean hasBody =
                request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"));
        if (hasBody && route.jsonOnly() && !isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw Problem.of(CommonError.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
        }
    }

    private static long bytes(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException malformed) {
            throw Problem.badRequest("Content-Length must be a number.");
        }
    }

    private static boolean isJson(@org.jspecify.annotations.Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        return type.equalsIgnoreCase("application/json")
                || (type.regionMatches(true, 0, "application/", 0, 12)
                        && type.regionMatches(true, type.length() - 5, "+json", 0, 5));
    }

    private void requireSocket(HttpServerRequest request, Route route) {
        if (!route.isSocket()) {
            return;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            throw Problem.of(EdgeError.UPGRADE_REQUIRED, "Open a WebSocket here.");
        }
        if (!cors.admits(request.getHeader(HttpHeaders.ORIGIN))) {
            throw Problem.of(EdgeError.ORIGIN_NOT_ALLOWED, "The origin is not among those that are allowed.");
        }
    }

    private void answerOptions(RoutingContext routing, String path) {
        Set<String> allowed = allowed(path);
        if (allowed.isEmpty()) {
            throw Problem.of(CommonError.NOT_FOUND, "There is nothing at " + path + ".");
        }
        routing.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
        if (Cors.isPreflight(routing.request())) {
            cors.writePreflight(routing.request(), routing.response().headers(), allowed);
        }
        Reply.empty(routing, 204);
    }

    private Set<String> allowed(String path) {
        Set<String> allowed = new TreeSet<>();
        for (String method : METHODS) {
            if (table.match(method, path) instanceof RouteMatch.Found) {
                allowed.add(method);
            }
        }
        return allowed;
    }
}
