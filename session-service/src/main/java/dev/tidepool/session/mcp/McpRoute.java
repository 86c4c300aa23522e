package dev.tidepool.session.mcp;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerIdentity;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Failures;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.problem.ProblemAnswer;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/mcp}, ahead of the protocol's library: who calls, with which session, and whether the message has its shape. The library
 * then handles each message on a connection that is forgotten with it.
 */
@ApplicationScoped
class McpRoute {

    private static final String PATH = "/v1/mcp";
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "Mcp-Protocol-Version";

    /** After the check of the token, before all other routes. */
    private static final int FIRST = -1;

    private final McpMessages messages;
    private final McpSessions sessions;
    private final McpStreams streams;
    private final McpConfig config;
    private final ConnectionManager connections;

    McpRoute(
            McpMessages messages,
            McpSessions sessions,
            McpStreams streams,
            McpConfig config,
            ConnectionManager connections) {
        this.messages = messages;
        this.sessions = sessions;
        this.streams = streams;
        this.config = config;
        this.connections = connections;
    }

    void install(@Observes Router router) {
        // The library's older transport, which would be a way past this one.
        first(router.route(PATH + "/*")).handler(McpRoute::onlyHere);
        first(router.post(PATH))
                .handler(BodyHandler.create(false).setBodyLimit(config.maxMessageBytes()))
                .handler(this::receive);
        first(router.get(PATH)).handler(this::listen);
        first(router.delete(PATH)).handler(this::end);
    }

    private Route first(Route route) {
        return route.order(FIRST).failureHandler(this::failed);
    }

    private static void onlyHere(RoutingContext routing) {
        if (RequestContext.path(routing).equals(PATH)) {
            routing.next();
        } else {
            ProblemAnswer.send(routing, Problem.of(CommonError.NOT_FOUND, "There is nothing here but " + PATH + "."));
        }
    }

    private void failed(RoutingContext routing) {
        Throwable failure = routing.statusCode() == CommonError.PAYLOAD_TOO_LARGE.status()
                ? Problem.of(
                        CommonError.PAYLOAD_TOO_LARGE, "A message may have " + config.maxMessageBytes() + " bytes.")
                : Objects.requireNonNullElseGet(
                        routing.failure(), () -> new IllegalStateException("status " + routing.statusCode()));
        refuse(routing, failure);
    }

    private static void refuse(RoutingContext routing, Throwable failure) {
        ProblemAnswer.send(routing, Failures.asProblem(failure, "mcp_request", RequestContext.requestId(routing)));
    }

    private void receive(RoutingContext routing) {
        Caller.Member member = member(routing);
        requireUsable(routing.request());
        byte[] body = routing.body().buffer() == null
                ? new byte[0]
                : routing.body().buffer().getBytes();
        switch (messages.read(body)) {
            case McpMessage.Initialize initialize -> begin(routing, member);
            case McpMessage.Request request -> inSession(routing, member, () -> hand(routing));
            case McpMessage.Silent silent -> inSession(routing, member, () -> answer(routing, 202));
            case McpMessage.Refused refused -> answer(routing, refused);
        }
    }

    private static Caller.Member member(RoutingContext routing) {
        Caller caller = routing.user() instanceof QuarkusHttpUser user
                ? CallerIdentity.callerOf(user.getSecurityIdentity()).orElseGet(McpRoute::nobody)
                : nobody();
        return CurrentCaller.requireMember(caller);
    }

    private static Caller nobody() {
        return new Caller.Anonymous(Set.of());
    }

    private static void requireUsable(HttpServerRequest request) {
        String accepted = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
        if (!accepted.contains("application/json") || !accepted.contains("text/event-stream")) {
            throw Problem.of(
                    CommonError.NOT_ACCEPTABLE, "Send the header Accept: application/json, text/event-stream.");
        }
        @Nullable String version = request.getHeader(VERSION);
        if (version != null && !McpMessageHandler.SUPPORTED_PROTOCOL_VERSIONS.contains(version)) {
            throw Problem.of(
                    McpError.MCP_VERSION_NOT_SUPPORTED,
                    VERSION + " must be one of " + String.join(", ", McpMessageHandler.SUPPORTED_PROTOCOL_VERSIONS)
                            + ".");
        }
    }

    /** The library names its connection in the answer: the client gets the name of a session instead. */
    private void begin(RoutingContext routing, Caller.Member member) {
        routing.addHeadersEndHandler(ending -> {
            @Nullable String connection = routing.response().headers().get(SESSION);
            if (connection != null) {
                connections.remove(connection);
                routing.response().putHeader(SESSION, sessions.begin(member));
            }
        });
        hand(routing);
    }

    private void inSession(RoutingContext routing, Caller.Member member, Runnable work) {
        settle(routing, sessions.require(member, routing.request().getHeader(SESSION)), work);
    }

    /** Goes on where the request is served: a Redis that does not answer is given up on another thread. */
    private static void settle(RoutingContext routing, Uni<Void> work, Runnable then) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        work.emitOn(step -> context.runOnContext(ignored -> step.run()))
                .invoke(then)
                .subscribe()
                .with(done -> {}, failure -> refuse(routing, failure));
    }

    /** Without the session's id, which the library would take for a connection of its own. */
    private static void hand(RoutingContext routing) {
        routing.request().headers().remove(SESSION);
        CallOrigin.remember(routing);
        routing.next();
    }

    private static void answer(RoutingContext routing, int status) {
        routing.response().setStatusCode(status).end();
    }

    private static void answer(RoutingContext routing, McpMessage.Refused refused) {
        JsonObject error = new JsonObject().put("code", refused.code()).put("message", refused.reason());
        routing.response()
                .setStatusCode(refused.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", refused.id())
                        .put("error", error)
                        .toBuffer());
    }

    private void listen(RoutingContext routing) {
        Caller.Member member = member(routing);
        @Nullable String id = routing.request().getHeader(SESSION);
        settle(routing, sessions.require(member, id), () -> streams.open(routing, member, Objects.requireNonNull(id)));
    }

    private void end(RoutingContext routing) {
        Caller.Member member = member(routing);
        @Nullable String id = routing.request().getHeader(SESSION);
        settle(routing, sessions.end(member, id), () -> {
            streams.end(Objects.requireNonNull(id));
            answer(routing, 204);
        });
    }
}
