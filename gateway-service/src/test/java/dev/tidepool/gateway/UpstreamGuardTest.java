package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.metric;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.FaultyService;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a service that misbehaves from being asked too much, and one client's departure from harming another. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
@Slow
class UpstreamGuardTest {

    private static final String PATH = "/v1/staking/network/of-guards";
    private static final String STATE = "tidepool_breaker_state{upstream=\"staking\"}";
    private static final String DENIED = "tidepool_upstream_retries_total{outcome=\"denied\",upstream=\"staking\"}";
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeEach
    @AfterEach
    void recover() {
        StandInService.SESSION.start();
        StandInService.STAKING.start();
        Eventually.within(SOON, () -> assertThat(statusOf(authorized(PATH))).isEqualTo(200));
    }

    /** Answers every third attempt, so that the breaker stays closed. On one connection: each event loop has its own budget. */
    @Test
    void repeatsNoMoreThanItsBudgetAllows() {
        double before = metric(DENIED);
        try (FaultyService faulty = staking((connection, attempt) -> FaultyService.hang(connection));
                RawClient client = RawClient.connect()) {
            faulty.conducts((connection, earlier) -> {
                if (faulty.heads().getLast().toLowerCase(Locale.ROOT).contains("x-retry-attempt: 2")) {
                    FaultyService.answer(connection);
                } else {
                    FaultyService.reset(connection);
                }
            });
            List<String> answers = new ArrayList<>();
            Eventually.within(SOON, () -> {
                for (int i = 0; i < 20; i++) {
                    answers.add(client.send(getRaw()).readAnswer());
                }
                assertThat(metric(DENIED)).isGreaterThan(before);
            });
            assertThat(answers.getFirst()).startsWith("HTTP/1.1 200 ");
            assertThat(answers).anySatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 503 "));
        }
    }

    @Test
    void letsOneRequestTryAServiceThatWasLeftAloneForAWhile() {
        CountDownLatch verdict = new CountDownLatch(1);
        try (FaultyService faulty = staking((connection, earlier) -> FaultyService.reset(connection))) {
            for (int i = 0; i < 5; i++) {
                assertThat(statusOf(json(authorized(PATH), "POST", "{}"))).isEqualTo(503);
            }
            assertThat(metric(STATE)).as("open").isEqualTo(2);
            faulty.conducts((connection, earlier) -> {
                await(verdict);
                FaultyService.answer(connection);
            });
            long start = System.nanoTime();
            CompletableFuture<Integer> trial = trial(faulty);
            assertThat(metric(STATE)).as("half open").isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Integer> other = asked();
                Eventually.within(
                        SOON,
                        () -> assertThat(other.isDone() || faulty.heads().size() > 1)
                                .isTrue());
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(faulty.heads())
                    .as("one, and another for each second")
                    .hasSizeLessThanOrEqualTo(1 + (int) seconds);
            verdict.countDown();
            assertThat(trial.join()).isEqualTo(200);
            Eventually.within(SOON, () -> assertThat(metric(STATE)).as("closed").isZero());
            assertThat(statusOf(authorized(PATH))).isEqualTo(200);
        } finally {
            verdict.countDown();
        }
    }

    /** A request that the service has received. */
    private static CompletableFuture<Integer> trial(FaultyService service) {
        return Eventually.value(SOON, "trial", () -> {
            CompletableFuture<Integer> request = asked();
            Eventually.within(
                    SOON,
                    () -> assertThat(request.isDone() || !service.heads().isEmpty())
                            .isTrue());
            return service.heads().isEmpty() ? Optional.empty() : Optional.of(request);
        });
    }

    private static CompletableFuture<Integer> asked() {
        return Gateway.client()
                .sendAsync(authorized(PATH).build(), BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
    }

    /**
     * Some of the first clients' answers are too long for the network to take and short enough for the gateway to hold the rest:
     * their connections to the service are others' by the time they leave.
     */
    @Test
    void aClientThatLeavesBreaksNobodyElsesRequestOff() throws IOException, InterruptedException {
        List<RawClient> leaving = new ArrayList<>();
        for (int bytes = 40_000; bytes < 360_000; bytes += 8_000) {
            leaving.add(RawClient.connectReadingLittle());
            leaving.getLast().send(getRaw("/v1/sessions/1/to-order?type=image/png&bytes=" + bytes));
            assertThat(StandInService.SESSION.next().uri()).endsWith("=" + bytes);
        }
        List<InputStream> staying = new ArrayList<>();
        List<HttpServerResponse> streams = new ArrayList<>();
        for (int i = 0; i < leaving.size(); i++) {
            staying.add(Gateway.client()
                    .send(authorized("/v1/sessions/1/stream").build(), BodyHandlers.ofInputStream())
                    .body());
            streams.add(StandInService.SESSION.nextStream());
        }
        double open = metric("tidepool_wire_connections");
        leaving.forEach(RawClient::close);
        Eventually.within(
                SOON, () -> assertThat(metric("tidepool_wire_connections")).isLessThanOrEqualTo(open - leaving.size()));
        streams.forEach(stream -> stream.end("data: last\n\n"));
        for (InputStream body : staying) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).endsWith("data: last\n\n");
        }
    }

    @Test
    void countsAsAFailureWhatASocketOrAKeptAnswerMeets() {
        String unreachable = failures("session", "unreachable");
        double sockets = metric(unreachable);
        StandInService.SESSION.stop();
        assertThat(SocketClient.refusal("/v1/sessions/1/socket", Organizations.MAIN.key())
                        .getStatus())
                .isEqualTo(503);
        assertThat(metric(unreachable)).isEqualTo(sockets + 1);
        String hung = failures("staking", "hung");
        double fetches = metric(hung);
        try (FaultyService hanging = staking((connection, earlier) -> FaultyService.hang(connection))) {
            assertThat(statusOf(authorized("/v1/staking/validators?run=of-guards")))
                    .isEqualTo(504);
            assertThat(metric(hung)).isEqualTo(fetches + 1);
            assertThat(hanging.heads()).hasSize(1);
        }
    }

    private static String failures(String upstream, String outcome) {
        return "tidepool_upstream_failures_total{outcome=\"" + outcome + "\",upstream=\"" + upstream + "\"}";
    }

    private static FaultyService staking(FaultyService.Conduct conduct) {
        return FaultyService.inPlaceOf(StandInService.STAKING, conduct);
    }

    private static String getRaw() {
        return getRaw(PATH);
    }

    private static String getRaw(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + Organizations.MAIN.key() + "\r\n\r\n";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
