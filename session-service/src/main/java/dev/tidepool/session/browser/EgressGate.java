package dev.tidepool.session.browser;

import dev.tidepool.kernel.net.OutboundError;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one way out of a session's browser: an HTTP proxy on a port of its own. Whatever a page asks for, by a redirect, as a
 * part of a page or as a WebSocket too, comes here as a name; it is resolved, checked and connected to here.
 */
final class EgressGate {

    private static final int FORBIDDEN = 403;

    private final EgressProxy proxy;
    private final HttpServer server;
    private final HostRules hosts;
    private final int maxUnderWay;
    private final AtomicInteger underWay = new AtomicInteger();

    @Nullable
    private volatile Refusal lastRefusal;

    private record Refusal(long nanoTime, Problem problem) {}

    EgressGate(EgressProxy proxy, HttpServer server, HostRules hosts, int maxUnderWay) {
        this.proxy = proxy;
        this.server = server;
        this.hosts = hosts;
        this.maxUnderWay = maxUnderWay;
        server.requestHandler(this::handle);
    }

    Future<EgressGate> listen(String address) {
        return server.listen(0, address).map(this);
    }

    int port() {
        return server.actualPort();
    }

    HostRules hosts() {
        return hosts;
    }

    void close() {
        server.close();
    }

    /** Why something a page asked for was refused last, if that was after a time. */
    Optional<Problem> refusedSince(long nanoTime) {
        Refusal refusal = lastRefusal;
        return refusal != null && refusal.nanoTime() - nanoTime >= 0
                ? Optional.of(refusal.problem())
                : Optional.empty();
    }

    private void handle(HttpServerRequest request) {
        if (!isTunnel(request)) {
            request.pause();
        }
        Optional<EgressTarget> target = EgressProxy.target(request);
        if (target.isEmpty() || underWay.get() >= maxUnderWay) {
            drop(request);
        } else {
            underWay.incrementAndGet();
            check(target.get())
                    .subscribe()
                    .with(address -> pass(request, target.get(), address), failure -> refuse(request, failure));
        }
    }

    private void pass(HttpServerRequest request, EgressTarget target, InetAddress address) {
        proxy.pass(request, target, address).onComplete(done -> underWay.decrementAndGet());
    }

    private Uni<InetAddress> check(EgressTarget target) {
        return hosts.allow(target.host())
                ? proxy.check(target)
                : Uni.createFrom()
                        .failure(() -> Problem.of(
                                OutboundError.ADDRESS_REFUSED,
                                "The host " + target.host() + " is not among the hosts that this browser may reach."));
    }

    private void refuse(HttpServerRequest request, Throwable failure) {
        if (failure instanceof Problem problem) {
            lastRefusal = new Refusal(System.nanoTime(), problem);
        }
        underWay.decrementAndGet();
        proxy.refused();
        drop(request);
    }

    /**
     * A plain request gets no answer: one of ours would be shown as the page. A tunnel is refused in words: without any,
     * Chromium would think that the proxy is broken, and leave it alone for a while.
     */
    static void drop(HttpServerRequest request) {
        if (isTunnel(request) && !request.response().headWritten()) {
            request.response()
                    .setStatusCode(FORBIDDEN)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end()
                    .onComplete(told -> request.connection().close());
        } else {
            request.connection().close();
        }
    }

    private static boolean isTunnel(HttpServerRequest request) {
        return request.method().equals(HttpMethod.CONNECT);
    }
}
