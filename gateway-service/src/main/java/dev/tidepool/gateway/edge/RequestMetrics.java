package dev.tidepool.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Times requests by route, method and status, as {@code http_server_requests_seconds}: the name, tags and meaning that the
 * framework gives it in the services. Routes come from the table, so the number of series is bounded.
 */
@Singleton
class RequestMetrics {

    static final String NO_ROUTE = "none";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String method, String route, int status) {}

    void record(Exchange exchange, long nanos) {
        String route = exchange.template();
        String method =
                route.equals(NO_ROUTE) ? "any" : exchange.request().method().name();
        Key key = new Key(method, route, exchange.response().getStatusCode());
        Timer known = timers.get(key);
        (known == null ? timers.computeIfAbsent(key, this::timer) : known).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("http.server.requests")
                .description("Requests by route, from the first byte in to the last byte out")
                .tag("method", key.method())
                .tag("uri", key.route())
                .tag("status", Integer.toString(key.status()))
                .tag("outcome", outcome(key.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }
}
