package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.FaultyService;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class CacheTest {

    private static final AtomicInteger RUN = new AtomicInteger();

    @Inject
    RedisDataSource redis;

    @Inject
    Uuid7Generator ids;

    /** Of a test's own, so that none finds what another left. */
    private final String validators = "/v1/staking/validators?bytes=2000&run=" + RUN.incrementAndGet();

    @BeforeEach
    void startService() {
        StandInService.STAKING.start();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(statusOf(authorized("/v1/staking/network"))).isEqualTo(200));
        StandInService.STAKING.start();
    }

    @AfterEach
    void stopService() {
        StandInService.STAKING.stop();
    }

    @Test
    void asksTheServiceOnceForWhatIsTheSameForAll() {
        HttpResponse<String> first = send(authorized(validators));
        HttpResponse<String> second = send(as(Organizations.OTHER.key(), validators));
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "x-cache")).isEqualTo("miss");
        assertThat(header(second, "x-cache")).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first.body()).hasSize(2000);
        assertThat(header(second, "age")).matches("\\d+");
        assertThat(header(second, "cache-control"))
                .as("it needs a credential: shared caches keep out")
                .isEqualTo("private, max-age=10");
        assertThat(StandInService.STAKING.next().uri()).isEqualTo(validators);
        assertThat(StandInService.STAKING.receivedNothing()).isTrue();
    }

    @Test
    void givesWhatIsKeptOnlyToWhoMayHaveIt() {
        send(authorized(validators));
        assertThat(statusOf(anonymous(validators))).isEqualTo(401);
        assertThat(statusOf(as("tidepool_" + "0".repeat(64), validators))).isEqualTo(401);
    }

    @Test
    void tellsOneQueryFromAnother() {
        send(authorized(validators));
        assertThat(header(send(authorized(validators + "&x=1")), "x-cache")).isEqualTo("miss");
    }

    @Test
    void answersNotModifiedToWhoHasIt() {
        String tag = header(send(authorized(validators)), "etag");
        HttpResponse<String> same = send(authorized(validators).header("If-None-Match", tag));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "etag")).isEqualTo(tag);
        assertThat(statusOf(authorized(validators).header("If-None-Match", "\"other\"")))
                .isEqualTo(200);
    }

    @Test
    void answersAHeadFromWhatIsKept() {
        send(authorized(validators));
        HttpResponse<String> head = send(authorized(validators).HEAD());
        assertThat(header(head, "x-cache")).isEqualTo("hit");
        assertThat(header(head, "content-length")).isEqualTo("2000");
    }

    /** As the JDK's client writes a request with a body publisher that has nothing: with a length of 0. */
    @Test
    void servesWhoSaysThatTheBodyIsEmptyAndNotWhoSendsOne() {
        send(authorized(validators));
        assertThat(header(send(authorized(validators).method("GET", BodyPublishers.noBody())), "x-cache"))
                .isEqualTo("hit");
        assertThat(send(authorized(validators).method("GET", BodyPublishers.ofString("{}")))
                        .headers()
                        .firstValue("x-cache"))
                .isEmpty();
    }

    @Test
    void dropsWhatAnEventPutsOutOfDate() {
        send(authorized(validators));
        assertThat(header(send(authorized(validators)), "x-cache")).isEqualTo("hit");
        Event event = Event.of(
                ids.next(EventId::new),
                "validator:updated",
                ids.next(OrganizationId::new),
                Instant.now(),
                List.of(),
                new JsonObject());
        redis.pubsub(String.class)
                .publish("tidepool:events:staking", event.toJson().encode());
        Eventually.within(
                Duration.ofSeconds(1),
                () -> assertThat(header(send(authorized(validators)), "x-cache"))
                        .isEqualTo("miss"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&header=Set-Cookie:a=b",
                "&header=Cache-Control:private",
                "&header=Cache-Control:no-store",
                "&header=Vary:Authorization",
                "&status=404",
                "&status=500"
            })
    void keepsNothingThatIsForOne(String more) {
        for (int i = 0; i < 2; i++) {
            assertThat(header(send(authorized(validators + more)), "x-cache")).isEmpty();
        }
    }

    @Test
    void asksOnceForAllWhoWait() {
        StandInService.STAKING.stop();
        try (FaultyService slow = FaultyService.inPlaceOf(StandInService.STAKING, (connection, before) -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            FaultyService.answer(connection);
        })) {
            HttpRequest request = authorized(validators).build();
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 20)
                    .mapToObj(client -> Gateway.client().sendAsync(request, BodyHandlers.ofString()))
                    .toList();
            assertThat(all)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
            assertThat(slow.heads()).hasSize(1);
        }
    }

    @Test
    void letsEachGoItsOwnWayWhenTheServiceFails() {
        try (FaultyService dead = FaultyService.inPlaceOf(
                StandInService.STAKING, (connection, before) -> FaultyService.reset(connection))) {
            assertThat(statusOf(authorized(validators))).isEqualTo(503);
            assertThat(dead.heads()).isNotEmpty();
        }
    }

    @Test
    void answersGatewayTimeoutToAllWhoWaitForAServiceThatHangs() {
        try (FaultyService hanging = FaultyService.inPlaceOf(
                StandInService.STAKING, (connection, before) -> FaultyService.hang(connection))) {
            assertThat(statusOf(authorized(validators))).isEqualTo(504);
            Eventually.within(
                    Duration.ofSeconds(5),
                    () -> assertThat(hanging.openConnections()).isZero());
        }
    }

    @Test
    void neverKeepsAWrite() {
        assertThat(header(send(json(authorized(validators), "POST", "{}")), "x-cache"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/jwks.json", "/api/openapi.json", "/info"})
    void keepsWhatTheGatewayItselfPublishes(String path) {
        send(anonymous(path));
        HttpResponse<String> again = send(anonymous(path));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(header(again, "x-cache")).isEqualTo("hit");
        assertThat(header(again, "cache-control")).startsWith("public, max-age=");
        assertThat(header(again, "content-type")).startsWith("application/json");
        assertThat(header(again, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(statusOf(anonymous(path).header("If-None-Match", header(again, "etag"))))
                .isEqualTo(304);
    }

    @Test
    void compressesWhatIsKept() {
        HttpResponse<String> answer = send(anonymous("/api/openapi.json").header("Accept-Encoding", "br"));
        assertThat(header(answer, "content-encoding")).isEqualTo("br");
        assertThat(header(answer, "etag")).startsWith("W/\"");
    }
}
