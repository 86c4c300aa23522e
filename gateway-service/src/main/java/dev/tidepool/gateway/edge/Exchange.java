package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.client.Client;
import dev.tidepool.gateway.client.Clients;
import dev.tidepool.gateway.limit.KeyLimit;
import dev.tidepool.gateway.limit.RateState;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.Relay;
import dev.tidepool.gateway.route.Route;
import dev.tidepool.gateway.route.TimeLimits;
import dev.tidepool.gateway.wire.BodyFailure;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.net.Connections;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One request at the edge and what is known of it so far. Lives on the request's event loop; each check adds what it found out
 * and none takes anything back.
 */
final class Exchange implements BodyFailure.Listener, Drain.Work {

    private final HttpServerRequest request;
    private final String requestId;
    private final RequestTrace trace;
    private final LocalService local;
    private final Settlement settlement;
    private final long start = System.nanoTime();

    private Client client;
    private String path = "/";
    private @Nullable Route route;
    private @Nullable Caller caller;
    private Authentication.@Nullable Known credential;
    private @Nullable KeyLimit keyLimit;
    private @Nullable RateState limits;
    private @Nullable Buffer body;
    private @Nullable Relay relay;
    private TimeLimits.@Nullable Limit limit;
    private boolean counted;
    private boolean settled;

    /** Serves what the gateway answers itself, once the edge let it pass. */
    interface LocalService {
        void serve(Exchange exchange);
    }

    Exchange(
            HttpServerRequest request,
            String requestId,
            RequestTrace trace,
            LocalService local,
            Settlement settlement) {
        this.request = request;
        this.requestId = requestId;
        this.trace = trace;
        this.local = local;
        this.settlement = settlement;
        this.client = Clients.direct(request);
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    String requestId() {
        return requestId;
    }

    RequestTrace trace() {
        return trace;
    }

    /** As the audit trail tells it. */
    Origin origin() {
        return new Origin(client.address(), requestId);
    }

    /** The peer itself, until trusted proxies' headers have been read. */
    Client client() {
        return client;
    }

    void client(Client found) {
        client = found;
    }

    @Override
    public HttpConnection connection() {
        return request.connection();
    }

    @Override
    public long nanosSoFar() {
        return System.nanoTime() - start;
    }

    /** Normalised, without the query; {@code /} until it is known to be good. */
    String path() {
        return path;
    }

    void path(String normalised) {
        path = normalised;
    }

    Route route() {
        return Objects.requireNonNull(route);
    }

    /** The route's template, or {@code none} for a request that has no route. */
    @Override
    public String template() {
        return route == null ? RequestMetrics.NO_ROUTE : route.template();
    }

    void route(Route found) {
        route = found;
    }

    @Nullable
    Caller caller() {
        return caller;
    }

    Caller knownCaller() {
        return Objects.requireNonNull(caller);
    }

    void caller(Caller found) {
        caller = found;
    }

    /** Empty for anonymous callers. */
    Optional<Authentication.Known> credential() {
        return Optional.ofNullable(credential);
    }

    void credential(Authentication.Known accepted) {
        credential = accepted;
    }

    /** The credential's own limit, if it has one. */
    @Nullable
    KeyLimit keyLimit() {
        return keyLimit;
    }

    void keyLimit(KeyLimit found) {
        keyLimit = found;
    }

    @Nullable
    RateState limits() {
        return limits;
    }

    void limits(RateState left) {
        limits = left;
    }

    /** All of it, if it was looked at before it is passed on. */
    @Nullable
    Buffer body() {
        return body;
    }

    void body(Buffer whole) {
        body = whole;
    }

    void relay(Relay begun) {
        relay = begun;
    }

    /** The time it has from now on. */
    void limit(TimeLimits.Limit begun) {
        limit = begun;
    }

    /** How long a service took so far; 0 for a request that none was asked for. */
    long upstreamNanos() {
        return relay == null ? 0 : relay.upstreamNanos();
    }

    /** From now on the process waits for it when it is told to stop. */
    void count() {
        counted = true;
    }

    boolean isCounted() {
        return counted;
    }

    void serveLocally() {
        local.serve(this);
    }

    void refuse(Problem problem) {
        Reply.problem(request, path, requestId, problem);
    }

    @Override
    public void bodyFailed(Problem problem) {
        if (response().ended()) {
            request.connection().close();
            return;
        }
        if (response().headWritten()) {
            Connections.cut(request.connection());
            return;
        }
        response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (relay != null) {
            relay.bodyFailed(problem);
        } else {
            refuse(problem);
        }
    }

    @Override
    public void gone() {
        settlement.settle(this, true);
    }

    /** Whether it is answered in full, or its client is gone. */
    boolean isSettled() {
        return settled;
    }

    void settle(boolean clientGone) {
        settled = true;
        if (limit != null) {
            limit.met();
        }
        if (relay != null) {
            relay.clientSettled(clientGone);
        }
    }

    /** Puts the request's identity on the log lines that follow. Seldom needed: a request that goes well logs one line. */
    void identifyLog() {
        MDC.put("requestId", requestId);
        MDC.put("traceId", trace.traceId());
        if (caller instanceof Caller.Member member) {
            MDC.put("organization", member.organization().toString());
        }
    }
}
