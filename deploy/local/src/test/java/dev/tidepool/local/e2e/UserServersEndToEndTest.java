package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.local.Home;
import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.store.PostgresServer;
import dev.tidepool.local.store.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The suite on a PostgreSQL and a Redis that someone else runs. */
@Slow
class UserServersEndToEndTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static Terminal terminal;
    private static PostgresServer postgres;
    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        Path checkout = Checkout.copyInto(directory);
        Home users = new Home(Path.of(System.getProperty("tidepool.root")), directory.resolve("the user's"));
        users.create();
        Ports ports = new Ports();
        postgres = new PostgresServer(users, ports.choose(0), "p@ss word");
        redis = new RedisServer(users, ports.choose(0), "redis-word");
        postgres.start();
        redis.start();
        String database = postgres.url().replace("//", "//tidepool_admin:p%40ss%20word@");
        terminal = Terminal.in(
                checkout,
                Map.of(
                        "TIDEPOOL_DATABASE_URL",
                        database,
                        "TIDEPOOL_REDIS_URL",
                        redis.address().text()));
    }

    @AfterAll
    static void stop() {
        redis.stop(StopMode.ORDERLY);
        postgres.stop(StopMode.ORDERLY);
    }

    @Test
    void allDataIsInTheServersOfTheUserWhichStay() throws Exception {
        try (Command up = terminal.type("up").awaitReady()) {
            String id = terminal.owner()
                    .post("/v1/sessions", "{\"label\":\"in another's database\"}")
                    .expect(201)
                    .text("id");

            assertThat(query("SELECT label FROM session.sessions WHERE id = '" + id + "'"))
                    .isEqualTo("in another's database");
            // Once the session's first event is published.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(redis("SCAN 0 COUNT 1000")).contains("tidepool:rooms:session:" + id));
            assertThat(terminal.home().postgresData()).doesNotExist();
            assertThat(terminal.home().redisData()).doesNotExist();
            assertThat(up.ctrlC()).isZero();
            assertThat(up.survivors()).isEmpty();
        }
        assertThat(postgres.isAlive() && redis.isAlive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TIDEPOOL_DATABASE_URL, p%40ss%20word", "TIDEPOOL_REDIS_URL, redis-word"})
    void aWrongPasswordIsOneClearMessage(String variable, String password) {
        String wrong = terminal.variables().get(variable).replace(password, "guessed");
        try (Command up = terminal.with(Map.of(variable, wrong)).type("up")) {
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output())
                    .containsOnlyOnce("tidepool: ")
                    .contains(variable, "password", "Remedy: ")
                    .doesNotContain("guessed", "Exception", "gateway");
        }
        assertThat(terminal.processes()).isEmpty();
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = postgres.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String redis(String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", redis.address().port())) {
            String text = "AUTH redis-word\r\n" + command + "\r\nQUIT\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
