package dev.tidepool.kernel.health;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Redis in the readiness report. Losing it degrades a service but never makes it unready. */
@Readiness
@ApplicationScoped
class RedisHealth implements AsyncHealthCheck {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final ReactiveRedisDataSource redis;

    RedisHealth(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return redis.execute("PING")
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(pong -> report("connected"))
                .onFailure()
                .recoverWithItem(() -> report("degraded"));
    }

    private static HealthCheckResponse report(String state) {
        return HealthCheckResponse.named("redis").up().withData("state", state).build();
    }
}
