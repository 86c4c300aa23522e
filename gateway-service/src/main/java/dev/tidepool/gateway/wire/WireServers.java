package dev.tidepool.gateway.wire;

import dev.tidepool.gateway.client.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Guards the public listeners, plain and TLS. A gateway whose guard is not in place does not start. */
@ApplicationScoped
class WireServers implements HttpServerOptionsCustomizer {

    private final Vertx vertx;
    private final WireLimits limits;
    private final TrustedProxies proxies;
    private final WireMetrics metrics;
    private final ConnectionCount connections;

    WireServers(Vertx vertx, WireConfig config, TrustedProxies proxies, MeterRegistry registry) {
        this.vertx = vertx;
        this.limits = config.limits();
        WireLimits.requirePositive("max-connections", config.maxConnections());
        WireLimits.requirePositive("max-connections-per-address", config.maxConnectionsPerAddress());
        this.proxies = proxies;
        this.connections = new ConnectionCount(config.maxConnections(), config.maxConnectionsPerAddress());
        this.metrics = new WireMetrics(registry, connections);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        guard(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        guard(options);
    }

    private void guard(HttpServerOptions options) {
        if (!(((VertxInternal) vertx).transport() instanceof WireTransport transport)) {
            throw new IllegalStateException("connections are not guarded: WireProvider was not found");
        }
        options.setSslHandshakeTimeout(limits.head().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        options.setProxyProtocolTimeout(limits.head().toMillis()).setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS);
        transport.guard(options.getPort(), new Door(options, limits, proxies, connections, metrics));
    }
}
