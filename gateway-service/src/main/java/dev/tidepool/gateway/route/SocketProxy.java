package dev.tidepool.gateway.route;

import dev.tidepool.gateway.socket.Handshake;
import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketPlace;
import dev.tidepool.kernel.log.RequestContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Joins a client's WebSocket to a service's, frame by frame. The service is asked first: only a handshake it accepts is
 * accepted towards the client.
 */
@Singleton
public class SocketProxy {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final OpenSockets sockets;
    private final ProxyConfig config;
    private final WebSocketClient client;
    private final Vertx vertx;

    SocketProxy(Upstreams upstreams, OpenSockets sockets, ProxyConfig config, Vertx vertx) {
        this.upstreams = upstreams;
        this.sockets = sockets;
        this.config = config;
        this.vertx = vertx;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                // The addresses count them: here the next would wait without a limit, and nobody would know.
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxFrameSize(config.maxServiceMessageBytes())
                .setMaxMessageSize(config.maxServiceMessageBytes()));
    }

    /** Upgrades and joins, or refuses. The request is paused by the caller. */
    public void forward(Handshake handshake, Forwarding forwarding) {
        // The routes of services' sockets are for members only.
        SocketOwner owner = handshake.owner().orElseThrow();
        Context loop = vertx.getOrCreateContext();
        sockets.reserve(owner.member())
                .onSuccess(place -> on(loop, () -> ask(handshake, forwarding, owner, place)))
                .onFailure(handshake::refuse);
    }

    /** Balancers and deadlines belong to their event loop; Redis may have answered on another. */
    private static void on(Context loop, Runnable step) {
        if (Vertx.currentContext() == loop) {
            step.run();
        } else {
            loop.runOnContext(now -> step.run());
        }
    }

    private void ask(Handshake handshake, Forwarding forwarding, SocketOwner owner, SocketPlace place) {
        new SocketRelay(
                        handshake,
                        forwarding.upstream(),
                        owner,
                        place,
                        upstreams,
                        config,
                        endpoint -> client.connect(options(handshake.request(), forwarding, endpoint)))
                .start(sockets);
    }

    private WebSocketConnectOptions options(HttpServerRequest request, Forwarding forwarding, Endpoint endpoint) {
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setAllowOriginHeader(false);
        options.setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.isSecure())
                .setURI(forwarding.pathAndQuery())
                // Ends what nobody waits for any more; the limit on the handshake as a whole is the relay's own.
                .setTimeout(config.standardTimeout().plus(GRACE).toMillis());
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
}
