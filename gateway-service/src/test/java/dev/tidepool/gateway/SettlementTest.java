package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.FaultyService;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestServers;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request is counted out, however it ends: the process would wait for it when it is told to stop. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SettlementTest {

    private static final String HEAD =
            " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Organizations.MAIN.key() + "\r\n";
    private static final String STREAM = "GET /v1/sessions/1/stream" + HEAD + "\r\n";

    /** Below every limit on silence. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** What other tests may have left. */
    private double before;

    @BeforeEach
    void startService() {
        StandInService.SESSION.start();
        before = underWay();
    }

    @AfterEach
    void stopService() {
        StandInService.SESSION.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\nHost:",
                "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx",
                "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nx"
            })
    void aClientLeavesWhateverItHasBegunBehindItsRequest(String next) {
        try (RawClient client = RawClient.connect()) {
            client.send(STREAM + next);
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            StandInService.SESSION.nextStream();
        }
        assertThat(StandInService.SESSION.nextAbandoned()).isEqualTo("/v1/sessions/1/stream");
        assertNothingIsUnderWay();
    }

    @Test
    void anExportBreaksOffHalfway() throws SQLException {
        String type = "test.settlement" + System.nanoTime();
        try (RawClient client = RawClient.connectReadingLittle();
                Connection superuser = DriverManager.getConnection(
                        "jdbc:" + TestServers.running().databaseUrl(), TestServers.SUPERUSER, "");
                Statement statement = superuser.createStatement()) {
            statement.execute(ENTRIES.formatted(type, Organizations.MAIN.email()));
            client.send("GET /v1/audit/export?type=" + type + HEAD + "\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            statement.execute("REVOKE SELECT ON gateway.audit_entry FROM tidepool_gateway");
            try {
                assertThat(client.readToEnd()).as("no last chunk").doesNotEndWith("\r\n0\r\n\r\n");
            } finally {
                statement.execute("GRANT SELECT ON gateway.audit_entry TO tidepool_gateway");
            }
        }
        assertNothingIsUnderWay();
    }

    /** More than the connection holds that nobody reads from. */
    private static final String ENTRIES = """
            INSERT INTO gateway.audit_entry
            SELECT gen_random_uuid(), now() - n * interval '1 ms', organization_id, '%s', 'info', 'test', 'test', 'test',
              jsonb_build_object('x', repeat('x', 60000))
            FROM generate_series(1, 400) n, gateway.account
            WHERE email = '%s'""";

    @Test
    void aServiceBreaksOffWhileTheClientDoesNotRead() {
        StandInService.SESSION.stop();
        AtomicReference<Socket> flooding = new AtomicReference<>();
        AtomicLong written = new AtomicLong();
        try (FaultyService faulty = FaultyService.inPlaceOf(
                        StandInService.SESSION, (connection, before) -> flood(connection, flooding, written));
                RawClient client = RawClient.connectReadingLittle()) {
            client.send("GET /v1/sessions/1/messages" + HEAD + "\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            waitUntilStill(written);
            reset(flooding.get());
            assertNothingIsUnderWay();
            assertThat(faulty.heads()).hasSize(1);
        }
    }

    private static void flood(Socket connection, AtomicReference<Socket> flooding, AtomicLong written)
            throws IOException {
        flooding.set(connection);
        FaultyService.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        for (String piece = "x".repeat(10_000); !connection.isClosed(); written.addAndGet(piece.length())) {
            FaultyService.write(connection, piece);
        }
    }

    /** Nobody takes any more. */
    private static void waitUntilStill(AtomicLong count) {
        for (long before = -1; before != count.get(); LockSupport.parkNanos(300_000_000)) {
            before = count.get();
        }
    }

    private static void reset(Socket connection) {
        try {
            FaultyService.reset(connection);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void assertNothingIsUnderWay() {
        Eventually.within(
                SOON, () -> assertThat(underWay()).as("requests under way").isLessThanOrEqualTo(before));
    }

    private static double underWay() {
        return send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith("tidepool_requests_active "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
