package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.FaultyService;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client is told, and what stays behind, when a service misbehaves. The other services never notice. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
@Slow
class UpstreamFaultTest {

    private static final String PATH = "/v1/staking/network/of-faults";
    private static final Duration SOON = Duration.ofSeconds(10);

    @BeforeEach
    void startServices() {
        StandInService.SESSION.start();
        recover();
    }

    @AfterEach
    void recover() {
        StandInService.STAKING.start();
        Eventually.within(SOON, () -> assertThat(statusOf(authorized(PATH))).isEqualTo(200));
    }

    @Test
    void answersGatewayTimeoutWhenItHangsBeforeTheHead() {
        try (FaultyService faulty = staking((connection, before) -> FaultyService.hang(connection))) {
            assertProblem(504, "TIMEOUT");
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void countsWhatIsSlow() {
        try (FaultyService faulty = staking((connection, before) -> FaultyService.hang(connection))) {
            assertProblem(504, "TIMEOUT");
            assertThat(send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                            .body())
                    .contains("tidepool_requests_slow_total{uri=\"/v1/staking/**\"}");
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void waitsLongerForAnalyticsAndForExports() {
        StandInService.SOCIAL.stop();
        StandInService.SOCIAL_TWIN.stop();
        try (FaultyService first = hangingSocial(StandInService.SOCIAL);
                FaultyService second = hangingSocial(StandInService.SOCIAL_TWIN)) {
            assertThat(secondsTo504("/api/v1/posts")).isBetween(2.9, 3.9);
            assertThat(secondsTo504("/api/analytics/overview")).isBetween(3.9, 4.9);
            assertThat(secondsTo504("/api/analytics/export")).isBetween(4.9, 6.5);
            assertNothingIsLeft(first);
            assertNothingIsLeft(second);
        }
    }

    private static FaultyService hangingSocial(StandInService instance) {
        return FaultyService.inPlaceOf(instance, (connection, before) -> FaultyService.hang(connection));
    }

    private static double secondsTo504(String path) {
        long start = System.nanoTime();
        assertThat(statusOf(authorized(path))).isEqualTo(504);
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void answersGatewayTimeoutWhenItHangsWithinTheHead() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "HTTP/1.1 200 OK\r\nContent-Le");
            FaultyService.hang(connection);
        })) {
            assertProblem(504, "TIMEOUT");
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void answersUnavailableWhenItResetsEveryTime() {
        try (FaultyService faulty = staking((connection, before) -> FaultyService.reset(connection))) {
            assertProblem(503, "UNAVAILABLE");
            assertThat(faulty.heads()).as("one request and two retries").hasSize(3);
            assertThat(faulty.heads().get(0)).doesNotContainIgnoringCase("x-retry-attempt");
            assertThat(faulty.heads().get(1)).containsIgnoringCase("x-retry-attempt: 1");
            assertThat(faulty.heads().get(2)).containsIgnoringCase("x-retry-attempt: 2");
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void neverRepeatsWhatMayHaveBeenDone() {
        try (FaultyService faulty = staking((connection, before) -> FaultyService.reset(connection))) {
            assertThat(statusOf(json(authorized(PATH), "POST", "{}"))).isEqualTo(503);
            assertThat(statusOf(json(authorized(PATH), "PUT", "{}")))
                    .as("the body is gone with the first attempt")
                    .isEqualTo(503);
            assertThat(faulty.heads()).hasSize(2);
            assertThat(statusOf(authorized(PATH).DELETE())).isEqualTo(503);
            assertThat(faulty.heads()).hasSize(5);
        }
    }

    @Test
    void asksAgainWhenAKeptConnectionEndsInThatVeryMoment() {
        try (FaultyService faulty = staking((connection, before) -> {
            if (before == 0) {
                FaultyService.answer(connection);
            } else {
                connection.close();
            }
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(statusOf(authorized(PATH))).isEqualTo(200);
            }
            assertThat(faulty.heads()).hasSizeGreaterThan(5);
        }
    }

    @Test
    void answersBadGatewayToGarbage() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "this is no HTTP at all\r\n\r\n");
            FaultyService.hang(connection);
        })) {
            assertProblem(502, "UPSTREAM_FAILED");
            assertThat(faulty.heads()).as("no second try").hasSize(1);
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void answersBadGatewayToAHeadThatIsTooLong() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
            FaultyService.hang(connection);
        })) {
            assertProblem(502, "UPSTREAM_FAILED");
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void breaksOffWhatBreaksOffHalfway() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            FaultyService.reset(connection);
        })) {
            assertThatThrownBy(() -> send(authorized(PATH))).isInstanceOf(UncheckedIOException.class);
            assertThat(faulty.heads()).as("never again once it has begun").hasSize(1);
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void breaksOffAChunkedAnswerWithoutItsEnd() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            connection.close();
        })) {
            assertThatThrownBy(() -> send(authorized(PATH))).isInstanceOf(UncheckedIOException.class);
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void passesATrickleOn() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
                FaultyService.write(connection, "x");
            }
        })) {
            HttpResponse<String> answer = send(authorized(PATH));
            assertThat(answer.statusCode())
                    .as("the limits are on the head and on silence; what streams may go on")
                    .isEqualTo(200);
            assertThat(answer.body()).isEqualTo("x".repeat(20));
            assertThat(faulty.heads()).hasSize(1);
        }
    }

    @Test
    void cutsOffAnAnswerThatStalls() {
        try (FaultyService faulty = staking((connection, before) -> {
            FaultyService.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf");
            FaultyService.hang(connection);
        })) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> send(authorized(PATH))).isInstanceOf(UncheckedIOException.class);
            assertThat((System.nanoTime() - start) / 1e9)
                    .as("the limit on silence")
                    .isBetween(6.0, 9.5);
            assertThat(faulty.heads()).hasSize(1);
            assertNothingIsLeft(faulty);
        }
    }

    @Test
    void answersGatewayTimeoutWhenItDoesNotTakeTheBody() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        try (FaultyService faulty = FaultyService.inPlaceOf(StandInService.SESSION, (connection, before) -> {
                    await(answered);
                    FaultyService.hang(connection);
                });
                RawClient client = RawClient.connect()) {
            String body = "x".repeat(6_000_000);
            Thread sender = Thread.ofVirtual()
                    .start(() -> client.tryToSend(
                            "POST /v1/sessions/1/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + Organizations.MAIN.key()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n" + body));
            assertThat(client.readHead()).as("the client is not to blame").startsWith("HTTP/1.1 504 ");
            answered.countDown();
            assertNothingIsLeft(faulty);
            client.close();
            sender.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static FaultyService staking(FaultyService.Conduct conduct) {
        return FaultyService.inPlaceOf(StandInService.STAKING, conduct);
    }

    private static void assertProblem(int status, String code) {
        HttpResponse<String> answer = send(authorized(PATH));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(bodyOf(answer).getString("code")).isEqualTo(code);
        assertThat(bodyOf(answer).getString("upstream")).isEqualTo("staking");
        assertThat(statusOf(authorized("/v1/sessions"))).as("another service").isEqualTo(200);
    }

    private static void assertNothingIsLeft(FaultyService faulty) {
        Eventually.within(
                SOON,
                () -> assertThat(faulty.openConnections()).as("connections").isZero());
    }
}
