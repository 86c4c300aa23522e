package dev.tidepool.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The services' addresses, a client for each event loop, and a breaker for each service. */
@Singleton
public class Upstreams {

    private final Map<Upstream, URI> bases = new EnumMap<>(Upstream.class);
    private final Map<Upstream, Breaker> breakers = new EnumMap<>(Upstream.class);
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final Vertx vertx;
    private final FastThreadLocal<Lane> lanes = new FastThreadLocal<>() {
        @Override
        protected Lane initialValue() {
            return new Lane(vertx.createHttpClient(options, pool), new Deadlines(vertx));
        }
    };

    Upstreams(ProxyConfig config, Vertx vertx, MeterRegistry metrics) {
        BreakerState.Rules rules = new BreakerState.Rules(
                config.breaker().failures(), config.breaker().within());
        for (Upstream upstream : Upstream.values()) {
            bases.put(upstream, baseOf(upstream, config));
            Breaker breaker = new Breaker(upstream, rules);
            breakers.put(upstream, breaker);
            metrics.gauge(
                    "tidepool.breaker.state",
                    io.micrometer.core.instrument.Tags.of("upstream", upstream.wireName()),
                    breaker,
                    Breaker::level);
        }
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

    /** The present event loop's own. */
    Lane lane() {
        return lanes.get();
    }

    /** A connection to the service with a request on it that nothing was sent of yet. For the odd request. */
    public Future<HttpClientRequest> request(Upstream upstream, HttpMethod method, String pathAndQuery) {
        return request(lane(), upstream, method, pathAndQuery);
    }

    Future<HttpClientRequest> request(Lane lane, Upstream upstream, HttpMethod method, String pathAndQuery) {
        return lane.client().request(options(upstream, pathAndQuery).setMethod(method));
    }

    /** Whether the service's breaker refuses requests. */
    public boolean isRefusing(Upstream upstream) {
        return breaker(upstream).isOpen();
    }

    Breaker breaker(Upstream upstream) {
        return Optional.ofNullable(breakers.get(upstream)).orElseThrow();
    }

    URI base(Upstream upstream) {
        return Optional.ofNullable(bases.get(upstream)).orElseThrow();
    }

    private RequestOptions options(Upstream upstream, String pathAndQuery) {
        URI base = base(upstream);
        return new RequestOptions()
                .setHost(base.getHost())
                .setPort(portOf(base))
                .setSsl(isSecure(base))
                .setURI(pathAndQuery);
    }

    static int portOf(URI base) {
        return base.getPort() >= 0 ? base.getPort() : isSecure(base) ? 443 : 80;
    }

    static boolean isSecure(URI base) {
        return "https".equals(base.getScheme());
    }

    private static URI baseOf(Upstream upstream, ProxyConfig config) {
        URI base = config.upstreams().get(upstream.wireName());
        if (base == null || base.getHost() == null) {
            throw new IllegalArgumentException("tidepool.proxy.upstreams." + upstream.wireName()
                    + " must be a URL such as http://127.0.0.1:8081, not " + base);
        }
        return base;
    }
}
