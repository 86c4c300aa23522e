package dev.tidepool.gateway.route;

import dev.tidepool.gateway.compress.Compression;
import dev.tidepool.kernel.net.BoundedBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

    /**
     * The request's way to its service and back, not begun. The request is paused by the caller.
     *
     * @param body all of it, if it was read already
     */
    public Relay relay(HttpServerRequest request, Forwarding forwarding, @Nullable Buffer body) {
        return new HttpRelay(request, forwarding, body, upstreams, compression, config);
    }

    /** A service's whole answer to a read, for more than one client. Fails with a 504 problem when it takes too long. */
    public Future<Fetched> fetch(Forwarding forwarding, int maxBytes) {
        Upstream upstream = forwarding.upstream();
        Verdict verdict = new Verdict(upstreams.breaker(upstream));
        if (verdict.admit(System.nanoTime()) instanceof Breaker.Admission.Refused) {
            return Future.failedFuture("the breaker is open");
        }
        Duration limit = config.timeoutOf(forwarding.timeout());
        Lane lane = upstreams.lane();
        Attempts attempts = upstreams.attempts(lane, upstream);
        Endpoint endpoint = attempts.next(System.nanoTime());
        Future<HttpClientRequest> asked =
                upstreams.request(lane, endpoint, HttpMethod.GET, forwarding.pathAndQuery(), limit);
        return asked.compose(request -> ask(request, forwarding, maxBytes))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(fetched -> {
                    attempts.succeeded();
                    verdict.good();
                })
                .onFailure(failure -> {
                    if (failure instanceof TimeoutException) {
                        attempts.gaveUp(UpstreamProblems.timedOut(upstream).status());
                        if (asked.succeeded()) {
                            attempts.failed(System.nanoTime());
                            verdict.bad(config.breaker().hangingFor());
                        }
                    }
                    // Of any other failure those tell who ask for themselves now.
                    verdict.none();
                    asked.onSuccess(ConnectionUse::reset);
                })
                .eventually(() -> {
                    attempts.end();
                    return Future.succeededFuture();
                })
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException ? UpstreamProblems.timedOut(upstream) : failure));
    }

    private static Future<Fetched> ask(HttpClientRequest request, Forwarding forwarding, int maxBytes) {
        ConnectionUse.begin(request);
        forwarding.stamp(request.headers());
        return request.send()
                .compose(answer -> BoundedBody.read(answer, maxBytes, () -> new IllegalStateException("too long"))
                        .map(body -> new Fetched(answer.statusCode(), answer.headers(), body)));
    }
}
