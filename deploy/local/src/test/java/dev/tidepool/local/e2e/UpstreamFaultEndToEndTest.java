package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.FaultyServer;
import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A packaged gateway in front of a service that misbehaves, and of others that do not. */
@EnabledOnOs(OS.LINUX)
@Slow
class UpstreamFaultEndToEndTest {

    private static final String PATH = "/v1/staking/network/of-faults";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static FaultyServer staking;
    private static SecondGateway gateway;

    private Api owner;

    @BeforeAll
    static void startAGatewayBeforeAFaultyService() throws IOException {
        staking = FaultyServer.start((connection, before) -> FaultyServer.answer(connection));
        gateway = SecondGateway.startBeside(
                Running.suite().process("gateway"),
                // The others are bound by the same time, on a busy machine too.
                Map.of(
                        "TIDEPOOL_STAKING_URL",
                        staking.url(),
                        "TIDEPOOL_PROXY_STANDARD_TIMEOUT",
                        "3s",
                        // Longer, as by default, or the connection may end ahead of the request that waits for its
                        // answer.
                        "TIDEPOOL_PROXY_IDLE_TIMEOUT",
                        "6s",
                        "TIDEPOOL_PROXY_BREAKER_HANGING_FOR",
                        "1s"));
    }

    @AfterAll
    static void stopThem() throws IOException {
        gateway.close();
        staking.close();
    }

    @BeforeEach
    void isWell() {
        owner = gateway.as(Running.suite().variable("TIDEPOOL_API_KEY"));
        staking.conducts((connection, before) -> FaultyServer.answer(connection));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(owner.get(PATH).status()).isEqualTo(200));
    }

    @Test
    void oneThatHangsBeforeTheHeadIsATimeout() {
        staking.conducts((connection, before) -> FaultyServer.hang(connection));
        assertProblem(504, "TIMEOUT");
        nothingIsLeft();
    }

    @Test
    void oneThatHangsWithinTheHeadIsATimeout() {
        staking.conducts((connection, before) -> {
            FaultyServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Le");
            FaultyServer.hang(connection);
        });
        assertProblem(504, "TIMEOUT");
        nothingIsLeft();
    }

    @Test
    void oneThatHangsAfterTheHeadIsBrokenOff() {
        staking.conducts((connection, before) -> {
            FaultyServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            FaultyServer.hang(connection);
        });
        Instant start = Instant.now();
        assertThatThrownBy(() -> owner.get(PATH)).isInstanceOf(AssertionError.class);
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertThat(staking.heads()).as("never again once it has begun").hasSize(1);
        othersAreServed();
        nothingIsLeft();
    }

    @Test
    void oneThatResetsIsUnavailableAfterItsRetries() {
        staking.conducts((connection, before) -> FaultyServer.reset(connection));
        assertProblem(503, "UNAVAILABLE");
        assertThat(staking.heads()).as("one request and two retries").hasSize(3);
        nothingIsLeft();
    }

    @Test
    void whatMayHaveBeenDoneIsNotRepeated() {
        staking.conducts((connection, before) -> FaultyServer.reset(connection));
        owner.post(PATH, "{}").expectProblem(503, "UNAVAILABLE");
        assertThat(staking.heads()).hasSize(1);
    }

    @Test
    void oneThatSendsNoHttpIsABadGateway() {
        staking.conducts((connection, before) -> {
            FaultyServer.write(connection, "this is no HTTP at all\r\n\r\n");
            FaultyServer.hang(connection);
        });
        assertProblem(502, "UPSTREAM_FAILED");
        nothingIsLeft();
    }

    @Test
    void halfAnAnswerIsBrokenOffAndNeverTakenForAWholeOne() {
        staking.conducts((connection, before) -> {
            FaultyServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            FaultyServer.reset(connection);
        });
        assertThatThrownBy(() -> owner.get(PATH)).isInstanceOf(AssertionError.class);
        assertThat(staking.heads()).hasSize(1);
        staking.conducts((connection, before) -> {
            FaultyServer.write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            connection.close();
        });
        assertThatThrownBy(() -> owner.get(PATH)).isInstanceOf(AssertionError.class);
        othersAreServed();
        nothingIsLeft();
    }

    private void assertProblem(int status, String code) {
        Answer answer = owner.get(PATH).expectProblem(status, code);
        assertThat(answer.text("upstream")).isEqualTo("staking");
        othersAreServed();
    }

    private void othersAreServed() {
        owner.get("/v1/sessions").expect(200);
        owner.get("/api/v1/posts").expect(200);
    }

    private static void nothingIsLeft() {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(staking.openConnections()).as("connections").isZero());
    }
}
