package dev.tidepool.session.browser;

import dev.tidepool.kernel.net.OutboundGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens gates, and carries what they let through to the very address that was checked. */
@ApplicationScoped
class EgressProxy {

    /** Chromium's own limits on addresses and cookies. */
    private static final int MAX_LINE = 65_536;

    private static final int MAX_HEADERS = 262_144;

    /** Of one connection, not of what is asked for on it (RFC 9110, 7.6.1). */
    private static final List<String> HOP_BY_HOP = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authorization",
            "Proxy-Authenticate",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");

    private final OutboundGuard guard;
    private final BrowserConfig config;
    private final BrowserMetrics metrics;
    private final Vertx vertx;
    private final HttpClient http;
    private final NetClient net;

    EgressProxy(OutboundGuard guard, BrowserConfig config, BrowserMetrics metrics, Vertx vertx) {
        this.guard = guard;
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
        int idleSeconds = (int) config.connectionIdleTimeout().toSeconds();
        int connectMillis = (int) config.connectTimeout().toMillis();
        // A connection for each request: nobody waits for another tenant's.
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(config.maxBrowsers() * config.maxConnections())
                .setConnectTimeout(connectMillis)
                .setIdleTimeout(idleSeconds)
                .setMaxHeaderSize(MAX_HEADERS)
                .setTracingPolicy(TracingPolicy.IGNORE));
        this.net = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(connectMillis).setIdleTimeout(idleSeconds));
    }

    /** A gate that listens, on a context of its own: it outlives the request that asks for it, and all that belongs to that. */
    Uni<EgressGate> open(HostRules hosts) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout((int) config.connectionIdleTimeout().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setTracingPolicy(TracingPolicy.IGNORE);
        EgressGate gate = new EgressGate(this, vertx.createHttpServer(options), hosts, config.maxConnections());
        Promise<EgressGate> listening = Promise.promise();
        ((VertxInternal) vertx)
                .createEventLoopContext()
                .runOnContext(begin -> gate.listen(config.proxyBind()).onComplete(listening));
        return Uni.createFrom().completionStage(() -> listening.future().toCompletionStage());
    }

    static Optional<EgressTarget> target(HttpServerRequest request) {
        return request.method().equals(HttpMethod.CONNECT)
                ? EgressTarget.ofTunnel(request.uri())
                : EgressTarget.ofRequest(request.uri());
    }

    /** The address to connect to, or a failure of Problem. */
    Uni<InetAddress> check(EgressTarget target) {
        return guard.check(target.host(), target.port());
    }

    void refused() {
        metrics.egress("refused");
    }

    /** Ends when what was asked for has been answered in full, or the tunnel is closed; succeeds always. */
    Future<Void> pass(HttpServerRequest request, EgressTarget target, InetAddress address) {
        SocketAddress to = SocketAddress.inetSocketAddress(target.port(), address.getHostAddress());
        Future<Void> passed = target.isTunnel() ? tunnel(request, to) : forward(request, target, to);
        return passed.onSuccess(done -> metrics.egress("passed")).recover(failure -> failed(request));
    }

    /** Counted first: whoever sees the end finds it counted. */
    private Future<Void> failed(HttpServerRequest request) {
        metrics.egress("failed");
        EgressGate.drop(request);
        return Future.succeededFuture();
    }

    private Future<Void> tunnel(HttpServerRequest request, SocketAddress to) {
        return net.connect(to)
                .compose(upstream -> request.toNetSocket()
                        .onFailure(failure -> upstream.close())
                        .compose(client -> join(client, upstream)));
    }

    /** Both ways until either end closes. */
    private static Future<Void> join(NetSocket client, NetSocket upstream) {
        Promise<Void> ended = Promise.promise();
        client.closeHandler(closed -> upstream.close().onComplete(done -> ended.tryComplete()));
        upstream.closeHandler(closed -> client.close());
        client.pipeTo(upstream);
        upstream.pipeTo(client);
        return ended.future();
    }

    private Future<Void> forward(HttpServerRequest request, EgressTarget target, SocketAddress to) {
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setServer(to)
                .setHost(target.host())
                .setPort(target.port())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setHeaders(endToEnd(request.headers()).set(HttpHeaders.HOST, target.authority()));
        return http.request(options).compose(upstream -> exchange(request, upstream));
    }

    private static Future<Void> exchange(HttpServerRequest request, HttpClientRequest upstream) {
        request.response().closeHandler(closed -> upstream.reset());
        if (request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            upstream.setChunked(true);
        }
        return upstream.send(request).compose(answer -> answer(request.response(), answer));
    }

    private static Future<Void> answer(HttpServerResponse response, HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        response.headers().addAll(endToEnd(answer.headers()));
        if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            response.setChunked(true);
        }
        return answer.pipeTo(response);
    }

    private static MultiMap endToEnd(MultiMap headers) {
        MultiMap kept = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        HOP_BY_HOP.forEach(kept::remove);
        return kept;
    }
}
