package dev.tidepool.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.StopMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path directory;

    private Home home;
    private final List<PostgresServer> servers = new ArrayList<>();

    @BeforeEach
    void prepare() {
        home = new Home(Path.of(System.getProperty("tidepool.root")), directory.resolve("with a space"));
        home.create();
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(StopMode.ORDERLY));
    }

    @Test
    void keepsDataBetweenRunsAndIsDurable() throws SQLException {
        PostgresServer first = started();
        execute(first.database(), "CREATE TABLE kept (text text)", "INSERT INTO kept VALUES ('still here')");
        first.stop(StopMode.ORDERLY);
        assertThat(first.isAlive()).isFalse();

        PostgresServer second = started();
        assertThat(query(second.database(), "SELECT text FROM kept")).isEqualTo("still here");
        assertThat(query(second.database(), "SHOW fsync")).isEqualTo("on");
        assertThat(query(second.database(), "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query(second.database(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        DatabaseUrl database = started().database();
        DatabaseUrl guessed = new DatabaseUrl("127.0.0.1", database.port(), "tidepool", database.user(), "guess", "");

        assertThatThrownBy(guessed::connect).hasMessageContaining("password authentication failed");
    }

    @Test
    void givesAServiceRowsAndItsOwnerTheSchema() throws SQLException {
        DatabaseUrl database = started().database();
        Map<String, DatabaseSetup.Passwords> services =
                Map.of("social", new DatabaseSetup.Passwords("owner's own", "service"));
        DatabaseSetup.apply(database, services);
        DatabaseSetup.apply(database, services);

        DatabaseUrl owner = as(database, "tidepool_social_owner", "owner's own");
        DatabaseUrl service = as(database, "tidepool_social", "service");
        execute(owner, "CREATE TABLE social.post (text text)");
        execute(service, "INSERT INTO social.post VALUES ('hello')");
        assertThat(query(service, "SELECT text FROM social.post")).isEqualTo("hello");
        assertThatThrownBy(() -> execute(service, "DROP TABLE social.post")).hasMessageContaining("must be owner");
        assertThatThrownBy(() -> execute(service, "CREATE TABLE public.stray (text text)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresServer server = new PostgresServer(home, taken.getLocalPort(), "password");
            assertThatThrownBy(server::start)
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    @Test
    void showsTheLogWhenItsFilesAreDamaged() throws IOException {
        started().stop(StopMode.ORDERLY);
        Files.write(home.postgresData().resolve("global/pg_control"), new byte[8192]);

        assertThatThrownBy(this::started)
                .isInstanceOfSatisfying(
                        LaunchFailure.class,
                        failure -> assertThat(failure.describe())
                                .contains("PostgreSQL cannot use its data directory", "FATAL", "./tidepool reset"));
    }

    @Test
    void endsAForgottenServerOfItsOwnDirectory() throws SQLException {
        PostgresServer forgotten = started();
        execute(forgotten.database(), "CREATE TABLE kept (text text)");

        PostgresServer next = started();
        assertThat(forgotten.isAlive()).isFalse();
        assertThat(query(next.database(), "SELECT count(*) FROM kept")).isEqualTo("0");
    }

    private PostgresServer started() {
        PostgresServer server = new PostgresServer(home, new Ports().choose(0), "superuser's password");
        servers.add(server);
        server.start();
        return server;
    }

    private static DatabaseUrl as(DatabaseUrl database, String user, String password) {
        return new DatabaseUrl(database.host(), database.port(), database.database(), user, password, "");
    }

    private static void execute(DatabaseUrl database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(DatabaseUrl database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
