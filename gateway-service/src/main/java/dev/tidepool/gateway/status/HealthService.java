package dev.tidepool.gateway.status;

import dev.tidepool.gateway.limit.RateLimiter;
import dev.tidepool.gateway.route.Upstream;
import dev.tidepool.gateway.route.Upstreams;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asks everything the gateway depends on, all at once. */
@ApplicationScoped
class HealthService {

    private final Upstreams upstreams;
    private final StatusConfig config;
    private final Uni<HealthView> report;
    private final Uni<HealthView> readiness;

    HealthService(
            Pool pool, ReactiveRedisDataSource redis, Upstreams upstreams, RateLimiter limiter, StatusConfig config) {
        this.upstreams = upstreams;
        this.config = config;
        Check database =
                check("database", true, () -> pool.query("SELECT 1").execute().replaceWith(Health.HEALTHY));
        List<Check> checks = new ArrayList<>();
        checks.add(database);
        checks.add(check("redis", false, () -> redis.execute("PING").chain(() -> countsWith(limiter))));
        for (Upstream upstream : Upstream.values()) {
            checks.add(check(upstream.wireName(), false, () -> ask(upstream)));
        }
        this.report = shared(checks);
        this.readiness = shared(List.of(database));
    }

    private Check check(String name, boolean vital, Supplier<Uni<Health>> question) {
        return new Check(name, vital, config.checkTimeout(), question);
    }

    /** All of them at once; probes that come meanwhile or shortly after share the answer. */
    private Uni<HealthView> shared(List<Check> checks) {
        return Uni.createFrom()
                .deferred(() ->
                        Uni.join().all(checks.stream().map(Check::run).toList()).andFailFast())
                .map(HealthView::of)
                .memoize()
                .forFixedDuration(config.keepReport());
    }

    Uni<HealthView> report() {
        return report;
    }

    /** Whether requests can be served at all. */
    Uni<HealthView> readiness() {
        return readiness;
    }

    /** A Redis that answers, and too late or not to what writes: the limits are each gateway's own then. */
    private static Uni<Health> countsWith(RateLimiter limiter) {
        return Uni.createFrom()
                .completionStage(() -> limiter.isShared().toCompletionStage())
                .map(shared -> shared ? Health.HEALTHY : Health.DEGRADED);
    }

    /** Any answer will do: a service refuses what comes without an internal token, and lives. */
    private Uni<Health> ask(Upstream upstream) {
        return Uni.createFrom()
                .completionStage(() -> upstreams
                        .request(upstream, HttpMethod.HEAD, "/")
                        .compose(this::answered)
                        .toCompletionStage())
                .map(status -> upstreams.isRefusing(upstream) ? Health.DEGRADED : Health.HEALTHY);
    }

    /** A service that hangs loses the connection with the question. */
    private Future<Integer> answered(HttpClientRequest request) {
        return request.idleTimeout(config.checkTimeout().toMillis()).send().map(HttpClientResponse::statusCode);
    }
}
