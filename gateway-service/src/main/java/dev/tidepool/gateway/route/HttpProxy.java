package dev.tidepool.gateway.route;

import dev.tidepool.gateway.compress.Compression;
import dev.tidepool.kernel.net.BoundedBody;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeoutException;

/**
 * Passes requests on to services and their answers back, both as streams: a chunk is relayed as it comes, and whoever is slow
 * slows the other side.
 */
@Singleton
public class HttpProxy {

    private final Upstreams upstreams;
    private final Compression compression;
    private final ProxyConfig config;

    HttpProxy(Upstreams upstreams, Compression compression, ProxyConfig config) {
        this.upstreams = upstreams;
        this.compression = compression;
        this.config = config;
    }

    /** The request's way to its service and back, not begun. The request is paused by the caller. */
    public Relay relay(HttpServerRequest request, Forwarding forwarding) {
        return new HttpRelay(request, forwarding, upstreams, compression, config);
    }

    /** A service's whole answer to a read, for more than one client. Fails with a 504 problem when it takes too long. */
    public Future<Fetched> fetch(Forwarding forwarding, int maxBytes) {
        Upstream upstream = forwarding.upstream();
        if (upstreams.isRefusing(upstream)) {
            return Future.failedFuture("the breaker is open");
        }
        long limit = config.timeoutOf(forwarding.route().timeout()).toMillis();
        return upstreams
                .request(upstream, HttpMethod.GET, forwarding.pathAndQuery())
                .compose(request -> {
                    forwarding.stamp(request.headers());
                    return request.idleTimeout(limit).send();
                })
                .compose(answer -> BoundedBody.read(answer, maxBytes, () -> new IllegalStateException("too long"))
                        .map(body -> new Fetched(answer.statusCode(), answer.headers(), body)))
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException ? UpstreamProblems.timedOut(upstream) : failure));
    }
}
