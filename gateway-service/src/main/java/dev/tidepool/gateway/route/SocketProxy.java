package dev.tidepool.gateway.route;

import dev.tidepool.gateway.socket.Handshake;
import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketPlace;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Joins a client's WebSocket to a service's, frame by frame. The service is asked first: only a handshake it accepts is
 * accepted towards the client.
 */
@Singleton
public class SocketProxy {

    private static final Logger LOG = Logger.getLogger(SocketProxy.class);

    private final Upstreams upstreams;
    private final OpenSockets sockets;
    private final ProxyConfig config;
    private final WebSocketClient client;

    SocketProxy(Upstreams upstreams, OpenSockets sockets, ProxyConfig config, Vertx vertx) {
        this.upstreams = upstreams;
        this.sockets = sockets;
        this.config = config;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxConnections(config.maxSockets())
                .setMaxFrameSize(config.maxServiceMessageBytes())
                .setMaxMessageSize(config.maxServiceMessageBytes()));
    }

    /** Upgrades and joins, or refuses. The request is paused by the caller. */
    public void forward(Handshake handshake, Forwarding forwarding) {
        // The routes of services' sockets are for members only.
        SocketOwner owner = handshake.owner().orElseThrow();
        sockets.reserve(owner.member())
                .onSuccess(place -> admit(new Joining(handshake, forwarding, owner, place)))
                .onFailure(handshake::refuse);
    }

    /** A handshake on its way. */
    private record Joining(Handshake handshake, Forwarding forwarding, SocketOwner owner, SocketPlace place) {

        void refuse(Problem problem) {
            place.release();
            handshake.refuse(problem);
        }
    }

    private void admit(Joining joining) {
        Breaker breaker = upstreams.breaker(joining.forwarding().upstream());
        switch (breaker.admit(System.nanoTime())) {
            case Breaker.Admission.Refused refused ->
                joining.refuse(UpstreamProblems.unavailable(joining.forwarding().upstream(), refused.retryAfter()));
            case Breaker.Admission.Pass pass -> connect(joining, breaker);
        }
    }

    private void connect(Joining joining, Breaker breaker) {
        Endpoint endpoint = upstreams.endpoint(joining.forwarding().upstream());
        client.connect(options(joining.handshake().request(), joining.forwarding(), endpoint))
                .onSuccess(service -> {
                    breaker.succeeded();
                    endpoint.succeeded();
                    // Nothing of the service's may be lost before the client's side is there to take it.
                    service.pause();
                    accept(joining, service);
                })
                .onFailure(failure -> refuse(joining, breaker, endpoint, failure));
    }

    private WebSocketConnectOptions options(HttpServerRequest request, Forwarding forwarding, Endpoint endpoint) {
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setAllowOriginHeader(false);
        options.setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.isSecure())
                .setURI(forwarding.pathAndQuery())
                .setTimeout(config.standardTimeout().toMillis());
        io.vertx.core.MultiMap headers = io.vertx.core.MultiMap.caseInsensitiveMultiMap();
        HeaderRules.copyToService(request.headers(), headers);
        // The edge has checked it; the service would compare it with its own address.
        headers.remove(HttpHeaders.ORIGIN);
        headers.set(HttpHeaders.AUTHORIZATION, forwarding.authorization());
        headers.set("traceparent", forwarding.traceparent());
        HeaderRules.tellClient(headers, forwarding.client());
        headers.set(RequestContext.REQUEST_ID_HEADER, forwarding.requestId());
        return options.setHeaders(headers);
    }

    private void accept(Joining joining, WebSocket service) {
        sockets.accept(joining.handshake(), client -> {
                    client.belongsTo(joining.owner());
                    client.holds(joining.place());
                    return SocketPipe.join(client, service);
                })
                .onFailure(gone -> {
                    joining.place().release();
                    service.close((short) 1001);
                });
    }

    private void refuse(Joining joining, Breaker breaker, Endpoint endpoint, Throwable failure) {
        Upstream upstream = joining.forwarding().upstream();
        LOG.warnf("event=socket_refused upstream=%s reason=%s", upstream.wireName(), failure.toString());
        if (failure instanceof UpgradeRejectedException rejected) {
            breaker.succeeded();
            joining.refuse(SocketRefusal.of(upstream, rejected.getStatus()));
        } else {
            long now = System.nanoTime();
            endpoint.failed(now);
            breaker.failed(new BreakerState.Failure(config.breaker().unreachableFor()), now);
            Problem unavailable = UpstreamProblems.unavailable(upstream, Duration.ofSeconds(1));
            upstreams.endpoints(upstream).failed(unavailable.status());
            joining.refuse(unavailable);
        }
    }
}
