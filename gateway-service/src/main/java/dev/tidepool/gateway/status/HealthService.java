package dev.tidepool.gateway.status;

import dev.tidepool.gateway.limit.RateLimiter;
import dev.tidepool.gateway.route.Upstream;
import dev.tidepool.gateway.route.Upstreams;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asks everything the gateway depends on, all at once. */
@ApplicationScoped
class HealthService {

    private final Pool pool;
    private final ReactiveRedisDataSource redis;
    private final Upstreams upstreams;
    private final RateLimiter limiter;
    private final StatusConfig config;
    private final Uni<HealthView> report;

    HealthService(
            Pool pool, ReactiveRedisDataSource redis, Upstreams upstreams, RateLimiter limiter, StatusConfig config) {
        this.pool = pool;
        this.redis = redis;
        this.upstreams = upstreams;
        this.limiter = limiter;
        this.config = config;
        this.report = Uni.createFrom().deferred(this::ask).memoize().forFixedDuration(config.keepReport());
    }

    Uni<HealthView> report() {
        return report;
    }

    /** Whether requests can be served at all. */
    Uni<HealthView> readiness() {
        return database().map(component -> HealthView.of(List.of(component)));
    }

    private Uni<HealthView> ask() {
        List<Uni<Component>> checks = new ArrayList<>(List.of(database(), redis()));
        for (Upstream upstream : Upstream.values()) {
            checks.add(service(upstream));
        }
        return Uni.join().all(checks).andFailFast().map(HealthView::of);
    }

    private Uni<Component> database() {
        return timed("database", true, () -> pool.query("SELECT 1").execute().replaceWith(Health.HEALTHY));
    }

    private Uni<Component> redis() {
        return timed(
                "redis",
                false,
                () -> redis.execute("PING").invoke(limiter::redisAnswered).replaceWith(Health.HEALTHY));
    }

    /** Any answer will do: a service refuses what comes without an internal token, and lives. */
    private Uni<Component> service(Upstream upstream) {
        return timed(
                upstream.wireName(),
                false,
                () -> Uni.createFrom()
                        .completionStage(() -> upstreams
                                .request(upstream, HttpMethod.HEAD, "/")
                                .compose(HealthService::answered)
                                .toCompletionStage())
                        .map(status -> upstreams.isRefusing(upstream) ? Health.DEGRADED : Health.HEALTHY));
    }

    private static Future<Integer> answered(HttpClientRequest request) {
        return request.send().map(answer -> answer.statusCode());
    }

    private Uni<Component> timed(String name, boolean vital, Supplier<Uni<Health>> check) {
        long start = System.nanoTime();
        return check.get()
                .ifNoItem()
                .after(config.checkTimeout())
                .fail()
                .onFailure()
                .recoverWithItem(Health.UNHEALTHY)
                .map(health -> new Component(name, vital, health, Duration.ofNanos(System.nanoTime() - start)));
    }
}
