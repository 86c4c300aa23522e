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

    @Test
    void admitExactlyTheKeysLimitAndLeaveTheRestToTheOrganization() {
        RateLimiter[] gateways = {gateway(), gateway()};
        RateSubject organization = subject(100);
        RateSubject key = new KeyLimit("key:" + UUID.randomUUID(), 40).subject("teams");
        assertThat(admitted(both(gateways, key, organization, 500))).isEqualTo(40);
        List<CompletableFuture<RateDecision>> others = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            others.add(decide(gateways[i % 2], organization));
        }
        assertThat(admitted(others)).isEqualTo(60);
    }

    @Test
    void admitExactlyTheOrganizationsLimitAndTakeBackWhatTheKeyGave() {
        RateLimiter[] gateways = {gateway()};
        RateSubject organization = subject(20);
        RateSubject key = new KeyLimit("key:" + UUID.randomUUID(), 50).subject("teams");
        assertThat(admitted(both(gateways, key, organization, 200))).isEqualTo(20);
        assertThat(admitted(both(gateways, key, subject(1_000), 200)))
                .as("what is left to the key elsewhere")
                .isBetween(28L, 30L);
    }

    @Test
    void admitExactlyTheSecondRulesLimitWhenThatIsTheTightOne() {
        RateLimiter[] gateways = {gateway(), gateway()};
        RateSubject address = new RateSubject(
                "address:" + UUID.randomUUID(),
                "anonymous",
                List.of(new RateRule(100, Duration.ofMinutes(1)), new RateRule(30, Duration.ofHours(1))));
        List<CompletableFuture<RateDecision>> decisions = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            decisions.add(decide(gateways[i % 2], address));
        }
        assertThat(admitted(decisions)).isEqualTo(30);
        RateDecision.Denied denied =
                (RateDecision.Denied) decide(gateways[0], address).join();
        assertThat(denied.retryAfter()).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(61));
        assertThat(denied.state().tightest().rule().name()).isEqualTo("hour");
    }

    @Test
    void admitOnlyAsManyDearRequestsAsFit() {
        RateLimiter[] gateways = {gateway(), gateway()};
        RateSubject subject = subject(103);
        List<CompletableFuture<RateDecision>> decisions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            decisions.add(decide(gateways[i % 2], subject, 5));
        }
        assertThat(admitted(decisions)).isEqualTo(20);
        List<CompletableFuture<RateDecision>> cheap = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            cheap.add(decide(gateways[0], subject));
        }
        assertThat(admitted(cheap)).as("of the three that are left").isBetween(1L, 3L);
    }

    private List<CompletableFuture<RateDecision>> both(
            RateLimiter[] gateways, RateSubject key, RateSubject organization, int requests) {
        List<CompletableFuture<RateDecision>> decisions = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            RateLimiter gateway = gateways[i % gateways.length];
            CompletableFuture<RateDecision> decision = new CompletableFuture<>();
            decisions.add(decision);
            vertx.runOnContext(
                    now -> gateway.decide(key, organization, 1).onComplete(made -> decision.complete(made.result())));
        }
        return decisions;
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
        return decide(gateway, subject, 1);
    }

    private CompletableFuture<RateDecision> decide(RateLimiter gateway, RateSubject subject, int cost) {
        CompletableFuture<RateDecision> decision = new CompletableFuture<>();
        vertx.runOnContext(now -> gateway.decide(subject, cost).onComplete(made -> decision.complete(made.result())));
        return decision;
    }

    private static long admitted(List<CompletableFuture<RateDecision>> decisions) {
        return decisions.stream()
                .map(CompletableFuture::join)
                .filter(RateDecision.Allowed.class::isInstance)
                .count();
    }
}
