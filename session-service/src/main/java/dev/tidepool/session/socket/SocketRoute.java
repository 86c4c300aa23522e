package dev.tidepool.session.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerIdentity;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.Failures;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.problem.ProblemAnswer;
import dev.tidepool.session.session.SessionId;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens sessions' sockets: {@code GET /v1/sessions/{id}/socket?lastEventId=}. */
@ApplicationScoped
class SocketRoute {

    private static final Logger LOG = Logger.getLogger(SocketRoute.class);
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");
    private static final Duration FULL = Duration.ofSeconds(5);

    private final EventLog log;
    private final SocketHub hub;
    private final ClientInput input;
    private final SocketConfig config;
    private final SocketMetrics metrics;
    private final Vertx vertx;

    SocketRoute(
            EventLog log, SocketHub hub, ClientInput input, SocketConfig config, SocketMetrics metrics, Vertx vertx) {
        this.log = log;
        this.hub = hub;
        this.input = input;
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    void install(@Observes Router router) {
        router.get("/v1/sessions/:id/socket").handler(this::open);
    }

    private void open(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.pause();
        Context context = vertx.getOrCreateContext();
        Uni.createFrom()
                .item(() -> handshake(routing))
                .chain(handshake -> log.last(
                                handshake.place().member().organization(),
                                handshake.place().session())
                        .invoke(last -> handshake.requireKnown(last))
                        .chain(last -> accept(request, context, handshake, last)))
                .subscribe()
                .with(opened -> {}, failure -> refuse(routing, failure));
    }

    /** @param from the place to go on from; empty for the session's present end */
    private record Handshake(SocketPlace place, Optional<Long> from) {

        void requireKnown(long last) {
            if (from.isPresent() && from.get() > last) {
                throw invalidPlace();
            }
        }
    }

    private Handshake handshake(RoutingContext routing) {
        Caller.Member member = CurrentCaller.requireMember(callerOf(routing), "sessions:write");
        SessionId session = SessionId.fromString(Objects.requireNonNull(routing.pathParam("id")));
        HttpServerRequest request = routing.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            throw Problem.of(SocketError.UPGRADE_REQUIRED, "Open a WebSocket here.");
        }
        if (!hub.hasRoom()) {
            throw Problem.unavailable("There is no room for more sockets here. Connect again.", FULL);
        }
        SocketPlace place = new SocketPlace(member, session, RequestContext.requestId(routing));
        return new Handshake(
                place, Optional.ofNullable(request.getParam("lastEventId")).map(SocketRoute::parse));
    }

    private static Caller callerOf(RoutingContext routing) {
        return routing.user() instanceof QuarkusHttpUser user
                ? CallerIdentity.callerOf(user.getSecurityIdentity())
                        .orElseThrow(() -> Problem.unauthorized("Send a valid credential."))
                : new Caller.Anonymous(Set.of());
    }

    private static long parse(String place) {
        if (!PLACE.matcher(place).matches()) {
            throw invalidPlace();
        }
        return Long.parseLong(place);
    }

    private static Problem invalidPlace() {
        return Problem.invalidField("lastEventId", "lastEventId must be the id of an event of this session.");
    }

    private Uni<Void> accept(HttpServerRequest request, Context context, Handshake handshake, long last) {
        HttpConnection connection = request.connection();
        return Uni.createFrom()
                .completionStage(() -> request.toWebSocket().toCompletionStage())
                .invoke(wire -> begin(wire, connection, context, handshake, last))
                .replaceWithVoid();
    }

    private void begin(
            ServerWebSocket wire, HttpConnection connection, Context context, Handshake handshake, long last) {
        SocketPlace place = handshake.place();
        long from = handshake.from().orElse(last);
        SessionSocket socket = new SessionSocket(wire, connection, context, place, log, config, metrics);
        LOG.infof(
                "event=socket_opened session=%s organization=%s resumed=%s behind=%d",
                place.session(), place.member().organization(), handshake.from().isPresent(), last - from);
        hub.add(socket);
        socket.begin(from, last, text -> input.receive(socket, text), () -> gone(socket, wire));
    }

    private void gone(SessionSocket socket, ServerWebSocket wire) {
        hub.remove(socket);
        @Nullable Short code = wire.closeStatusCode();
        LOG.infof("event=socket_closed session=%s code=%s", socket.place().session(), code == null ? "-" : code);
    }

    private static void refuse(RoutingContext routing, Throwable failure) {
        // Of a client that has left meanwhile the upgrade fails, and nobody is there to be told.
        routing.request().resume();
        ProblemAnswer.send(routing, Failures.asProblem(failure, "socket_message", RequestContext.requestId(routing)));
    }
}
