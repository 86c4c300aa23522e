package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.metric;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Redis that is there and of no use. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
@Slow
class RedisTroubleTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @AfterEach
    void bringRedisBack() {
        RedisRelay.restore();
        Eventually.within(LONG, () -> {
            assertThat(statusOf(as(Organizations.OTHER.key(), "/v1/auth/me"))).isEqualTo(200);
            assertThat(metric("tidepool_ratelimit_degraded")).isZero();
        });
    }

    @Test
    void healthSaysThatEachGatewayLimitsAloneWhileAnswersComeTooLate() {
        try (LogLines log = LogLines.ofEverything()) {
            RedisRelay.delay();
            Eventually.within(LONG, () -> {
                assertThat(statusOf(as(Organizations.OTHER.key(), "/v1/auth/me")))
                        .isEqualTo(200);
                assertThat(redis().getString("status")).isEqualTo("degraded");
            });
            Set<Double> reports = new HashSet<>();
            Eventually.within(LONG, () -> {
                JsonObject redis = redis();
                assertThat(redis.getString("status")).isEqualTo("degraded");
                reports.add(redis.getDouble("latencyMs"));
                assertThat(reports).as("answers to PING").hasSizeGreaterThanOrEqualTo(3);
            });
            assertThat(log.lines().stream().filter(line -> line.contains("event=ratelimit_degraded")))
                    .hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains("event=ratelimit_shared_again"));
            RedisRelay.restore();
            Eventually.within(
                    LONG, () -> assertThat(redis().getString("status")).isEqualTo("healthy"));
            log.await("event=ratelimit_shared_again");
        }
    }

    @Test
    void saysThatSocketsAreCountedHereOnlyAndWhenThatIsOver() {
        try (LogLines log = LogLines.ofEverything()) {
            RedisRelay.cut();
            Eventually.within(LONG, () -> {
                SocketClient.open("/v1/realtime", Organizations.OTHER.key()).close();
                assertThat(metric("tidepool_socket_degraded")).isEqualTo(1);
            });
            log.await("event=socket_limits_local");
            RedisRelay.restore();
            Eventually.within(LONG, () -> {
                SocketClient.open("/v1/realtime", Organizations.OTHER.key()).close();
                assertThat(metric("tidepool_socket_degraded")).isZero();
            });
            log.await("event=socket_limits_shared_again");
        }
    }

    @Test
    void aRemovedMembersKeysAllEndAtOnceThoughNobodyCanBeTold() {
        Person owner = Person.registered();
        Person member = owner.invites("admin");
        List<String> keys = IntStream.range(0, 8)
                .mapToObj(number -> Keys.create(member.access(), Keys.wanted("k" + number, "sessions:read"))
                        .getString("apiKey"))
                .toList();
        keys.forEach(key -> assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(200));
        RedisRelay.freeze();
        HttpResponse<String> removed = owner.visitor().delete("/v1/members/" + member.account(), owner.access());
        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(204);
        keys.forEach(key -> assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(401));
        assertThat(member.status()).isEqualTo(401);
    }

    private static JsonObject redis() {
        return bodyOf(send(anonymous("/health"))).getJsonObject("components").getJsonObject("redis");
    }
}
