package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two gateways' limiters on one Redis: each has books of its own, as two processes have. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class TwoGatewaysTest {

    @Inject
    Redis redis;

    @Inject
    Vertx vertx;

    @Inject
    LimitConfig config;

    @Test
    void admitExactlyTheLimitOfAThousandParallelRequests() {
        RateLimiter[] gateways = {gateway(), gateway()};
        RateSubject subject = subject(100);
        List<CompletableFuture<RateDecision>> decisions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            decisions.add(decide(gateways[i % 2], subject));
        }
        assertThat(admitted(decisions)).isEqualTo(100);
        RateDecision.Denied denied =
                (RateDecision.Denied) decide(gateways[0], subject).join();
        assertThat(denied.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
    }

    @Test
    void neverAdmitMoreWithLeasesAndWasteLittle() {
        RateLimiter[] gateways = {gateway(), gateway()};
        RateSubject subject = subject(5_000);
        long admitted = 0;
        for (int round = 0; round < 40; round++) {
            List<CompletableFuture<RateDecision>> decisions = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                decisions.add(decide(gateways[i % 2], subject));
            }
            admitted += admitted(decisions);
        }
        assertThat(admitted).isBetween(4_900L, 5_000L);
    }

    private RateLimiter gateway() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new RateLimiter(
                new RedisWindow(redis), new RateBooks(config), new RateCounters(metrics), config, metrics);
    }

    private static RateSubject subject(int limit) {
        return new RateSubject(
                "organization:" + UUID.randomUUID(), "teams", List.of(new RateRule(limit, Duration.ofMinutes(1))));
    }

    /** On an event loop, as requests come. */
    private CompletableFuture<RateDecision> decide(RateLimiter gateway, RateSubject subject) {
        CompletableFuture<RateDecision> decision = new CompletableFuture<>();
        vertx.runOnContext(now -> gateway.decide(subject).onComplete(made -> decision.complete(made.result())));
        return decision;
    }

    private static long admitted(List<CompletableFuture<RateDecision>> decisions) {
        return decisions.stream()
                .map(CompletableFuture::join)
                .filter(RateDecision.Allowed.class::isInstance)
                .count();
    }
}
