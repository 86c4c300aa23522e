package dev.tidepool.gateway.route;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Joins a client's WebSocket to a service's, frame by frame. The service is asked first: only a handshake it accepts is
 * accepted towards the client.
 */
@ApplicationScoped
public class SocketProxy {

    private static final Logger LOG = Logger.getLogger(SocketProxy.class);

    private final Upstreams upstreams;
    private final ProxyConfig config;
    private final WebSocketClient client;

    SocketProxy(Upstreams upstreams, ProxyConfig config, Vertx vertx) {
        this.upstreams = upstreams;
        this.config = config;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxConnections(config.maxConnections())
                .setMaxFrameSize(config.maxServiceMessageBytes())
                .setMaxMessageSize(config.maxServiceMessageBytes()));
    }

    /** Upgrades and joins, or refuses. The request is paused by the caller. */
    public void forward(RoutingContext routing, Forwarding forwarding) {
        Breaker breaker = upstreams.breaker(forwarding.upstream());
        switch (breaker.admit(System.nanoTime())) {
            case Breaker.Admission.Refused refused ->
                Reply.problem(routing, UpstreamProblems.unavailable(forwarding.upstream(), refused.retryAfter()));
            case Breaker.Admission.Pass pass -> connect(routing, forwarding, breaker);
        }
    }

    private void connect(RoutingContext routing, Forwarding forwarding, Breaker breaker) {
        Endpoint endpoint = upstreams.endpoint(forwarding.upstream());
        client.connect(options(routing, forwarding, endpoint))
                .onSuccess(service -> {
                    breaker.succeeded();
                    endpoint.succeeded();
                    // Nothing of the service's may be lost before the client's side is there to take it.
                    service.pause();
                    accept(routing, service, config.maxClientMessageBytes());
                })
                .onFailure(failure -> refuse(routing, forwarding, breaker, endpoint, failure));
    }

    private WebSocketConnectOptions options(RoutingContext routing, Forwarding forwarding, Endpoint endpoint) {
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setAllowOriginHeader(false);
        options.setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.isSecure())
                .setURI(forwarding.pathAndQuery())
                .setTimeout(config.standardTimeout().toMillis());
        io.vertx.core.MultiMap headers = io.vertx.core.MultiMap.caseInsensitiveMultiMap();
        HeaderRules.copyToService(routing.request().headers(), headers);
        // The edge has checked it; the service would compare it with its own address.
        headers.remove(HttpHeaders.ORIGIN);
        headers.set(HttpHeaders.AUTHORIZATION, forwarding.authorization());
        headers.set("traceparent", forwarding.traceparent());
        HeaderRules.tellClient(headers, forwarding.client());
        headers.set(RequestContext.REQUEST_ID_HEADER, forwarding.requestId());
        return options.setHeaders(headers);
    }

    private static void accept(RoutingContext routing, WebSocket service, int maxMessageBytes) {
        routing.request()
                .toWebSocket()
                .onSuccess(socket -> SocketPipe.join(socket, service, maxMessageBytes))
                .onFailure(gone -> service.close((short) 1001));
    }

    private void refuse(
            RoutingContext routing, Forwarding forwarding, Breaker breaker, Endpoint endpoint, Throwable failure) {
        LOG.warnf(
                "event=socket_refused upstream=%s reason=%s",
                forwarding.upstream().wireName(), failure.toString());
        if (failure instanceof UpgradeRejectedException rejected) {
            breaker.succeeded();
            CommonError code = CommonError.ofStatus(rejected.getStatus());
            Reply.problem(
                    routing,
                    Problem.of(
                            code,
                            "The " + forwarding.upstream().wireName() + " service refused the WebSocket with status "
                                    + rejected.getStatus() + "."));
            return;
        }
        long now = System.nanoTime();
        endpoint.failed(now);
        breaker.failed(new BreakerState.Failure(config.breaker().unreachableFor()), now);
        Reply.problem(routing, UpstreamProblems.unavailable(forwarding.upstream(), Duration.ofSeconds(1)));
    }
}
