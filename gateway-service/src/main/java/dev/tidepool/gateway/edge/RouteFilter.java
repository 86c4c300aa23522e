package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.LimitedBody;
import dev.tidepool.gateway.route.RootAliases;
import dev.tidepool.gateway.route.Route;
import dev.tidepool.gateway.route.RouteMatch;
import dev.tidepool.gateway.route.RouteTable;
import dev.tidepool.gateway.route.TimeoutClass;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds the request's line in the route table and refuses what the table does not allow. */
@Singleton
class RouteFilter {

    private static final String[] METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"};

    private final RouteTable table = RouteTable.tidepool();
    private final Cors cors;
    private final RefusedOrigins origins;
    private final Drain drain;

    RouteFilter(Cors cors, RefusedOrigins origins, Drain drain) {
        this.cors = cors;
        this.origins = origins;
        this.drain = drain;
    }

    /** @return false if the request is answered already */
    boolean admits(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        String path = RootAliases.resolve(Objects.requireNonNull(request.path()));
        exchange.path(path);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            answerOptions(exchange);
            return false;
        }
        switch (table.match(request.method().name(), path)) {
            case RouteMatch.Found found -> enter(exchange, found.route());
            case RouteMatch.WrongMethod wrong -> {
                exchange.response().putHeader(HttpHeaders.ALLOW, String.join(", ", wrong.allowed()));
                throw Problem.of(
                        CommonError.METHOD_NOT_ALLOWED,
                        path + " serves " + String.join(", ", wrong.allowed()) + ", not " + request.method() + ".");
            }
            case RouteMatch.Unknown unknown ->
                throw Problem.of(CommonError.NOT_FOUND, "There is nothing at " + path + ".");
        }
        return true;
    }

    private void enter(Exchange exchange, Route route) {
        exchange.route(route);
        exchange.trace().matched(exchange.request().method().name(), route.template());
        count(exchange, route);
        requireFittingBody(exchange.request(), route);
        requireSocket(exchange, route);
        requireKnownOrigin(exchange, route);
    }

    /** A socket, or a stream like one, is no request to wait for: it ends when its client or the process does. */
    private void count(Exchange exchange, Route route) {
        if (route.isSocket() || route.timeout() == TimeoutClass.LISTEN) {
            return;
        }
        exchange.count();
        if (drain.enter(exchange)) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
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

    private void requireSocket(Exchange exchange, Route route) {
        if (!route.isSocket()) {
            return;
        }
        if (!"websocket".equalsIgnoreCase(exchange.request().getHeader(HttpHeaders.UPGRADE))) {
            throw Problem.of(EdgeError.UPGRADE_REQUIRED, "Open a WebSocket here.");
        }
    }

    private void requireKnownOrigin(Exchange exchange, Route route) {
        boolean asked = route.isSocket() || route.knownOriginsOnly();
        if (asked && !cors.admits(exchange.request().getHeader(HttpHeaders.ORIGIN))) {
            origins.refused(exchange);
            throw Problem.of(EdgeError.ORIGIN_NOT_ALLOWED, "The origin is not among those that are allowed.");
        }
    }

    private void answerOptions(Exchange exchange) {
        Set<String> allowed = allowed(exchange.path());
        if (allowed.isEmpty()) {
            throw Problem.of(CommonError.NOT_FOUND, "There is nothing at " + exchange.path() + ".");
        }
        exchange.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
        if (Cors.isPreflight(exchange.request())) {
            cors.writePreflight(
                    exchange.request(), exchange.path(), exchange.response().headers(), allowed);
        }
        Reply.empty(exchange.request(), 204);
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
