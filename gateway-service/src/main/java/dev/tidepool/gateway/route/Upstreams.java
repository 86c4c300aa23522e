package dev.tidepool.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The services' addresses, one client for all of them, and a breaker for each. */
@ApplicationScoped
public class Upstreams {

    private final Map<Upstream, URI> bases = new EnumMap<>(Upstream.class);
    private final Map<Upstream, Breaker> breakers = new EnumMap<>(Upstream.class);
    private final HttpClient client;

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
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setIdleTimeout((int) config.idleTimeout().toSeconds())
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(16 * 1024),
                new PoolOptions().setHttp1MaxSize(config.maxConnections()).setMaxWaitQueueSize(config.maxWaiting()));
    }

    /** A connection to the service with a request on it that nothing was sent of yet. */
    public Future<HttpClientRequest> request(Upstream upstream, HttpMethod method, String pathAndQuery) {
        return client.request(options(upstream, pathAndQuery).setMethod(method));
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
