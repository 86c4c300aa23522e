package dev.tidepool.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The services' addresses with a breaker for each service, and a client for each event loop. */
@Singleton
public class Upstreams {

    private final Map<Upstream, Endpoints> endpoints = new EnumMap<>(Upstream.class);
    private final ProxyConfig.RetryConfig retry;
    private final Duration limit;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final Vertx vertx;
    private final FastThreadLocal<Lane> lanes = new FastThreadLocal<>() {
        @Override
        protected Lane initialValue() {
            return newLane();
        }
    };

    Upstreams(ProxyConfig config, Vertx vertx, MeterRegistry metrics) {
        for (Upstream upstream : Upstream.values()) {
            endpoints.put(upstream, new Endpoints(upstream, basesOf(upstream, config), config, metrics));
        }
        this.retry = config.retry();
        this.limit = config.standardTimeout();
        int loops = Runtime.getRuntime().availableProcessors();
        this.options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeout((int) config.idleTimeout().toSeconds())
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(16 * 1024)
                // The edge has made the request's span; the client's own would be a second one.
                .setTracingPolicy(TracingPolicy.IGNORE);
        this.pool = new PoolOptions()
                .setHttp1MaxSize(Math.max(1, config.maxConnections() / loops))
                .setMaxWaitQueueSize(Math.max(1, config.maxWaiting() / loops));
        this.vertx = vertx;
    }

    private Lane newLane() {
        RetryBudget.Rules retries = retry.budget();
        return new Lane(
                vertx.createHttpClient(options, pool),
                new Deadlines(vertx),
                upstream -> new Balancer(endpoints(upstream).addresses()),
                upstream -> new RetryBudget(retries, System.nanoTime()));
    }

    /** The present event loop's own. */
    Lane lane() {
        return lanes.get();
    }

    /**
     * A connection to the service with a request on it that nothing was sent of yet. For the odd request; a service of several
     * addresses is asked at another when the first does not listen.
     */
    public Future<HttpClientRequest> request(Upstream upstream, HttpMethod method, String pathAndQuery) {
        Lane lane = lane();
        Balancer.Slot first = pick(lane.balancer(upstream), null);
        Future<HttpClientRequest> asked =
                request(lane, first.endpoint(), method, pathAndQuery, limit).onSuccess(ConnectionUse::begin);
        return lane.balancer(upstream).hasChoice()
                ? asked.recover(refused -> {
                    first.endpoint().failed(System.nanoTime());
                    Balancer.Slot second = pick(lane.balancer(upstream), first);
                    return request(lane, second.endpoint(), method, pathAndQuery, limit)
                            .onSuccess(ConnectionUse::begin);
                })
                : asked;
    }

    Attempts attempts(Lane lane, Upstream upstream) {
        return new Attempts(endpoints(upstream), lane.balancer(upstream), lane.budget(upstream), retry);
    }

    /** @param limit on the wait for a connection */
    Future<HttpClientRequest> request(
            Lane lane, Endpoint endpoint, HttpMethod method, String pathAndQuery, Duration limit) {
        return lane.client().request(endpoint.options(method, pathAndQuery).setConnectTimeout(limit.toMillis()));
    }

    /** Runs it on the present event loop. */
    void later(Duration pause, Runnable task) {
        vertx.setTimer(pause.toMillis(), fired -> task.run());
    }

    private static Balancer.Slot pick(Balancer balancer, Balancer.@Nullable Slot failed) {
        Balancer.Slot slot = balancer.take(System.nanoTime(), failed);
        slot.release();
        return slot;
    }

    /** Whether the service's breaker refuses requests. */
    public boolean isRefusing(Upstream upstream) {
        return breaker(upstream).isOpen();
    }

    Breaker breaker(Upstream upstream) {
        return endpoints(upstream).breaker();
    }

    Endpoints endpoints(Upstream upstream) {
        return Objects.requireNonNull(endpoints.get(upstream));
    }

    private static List<URI> basesOf(Upstream upstream, ProxyConfig config) {
        List<URI> bases = config.upstreams().get(upstream.wireName());
        if (bases == null || bases.isEmpty()) {
            throw new IllegalArgumentException("tidepool.proxy.upstreams." + upstream.wireName()
                    + " must be one or more URLs such as http://127.0.0.1:8081");
        }
        return bases;
    }
}
