package dev.tidepool.local.store;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.ChildProcess;
import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.ProcessServer;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL for this machine: durable (fsync on, its defaults), loopback only, passwords by SCRAM, no Unix
 * socket. Data stays in the home between runs.
 */
public final class PostgresServer extends ProcessServer {
    private static final String DATABASE = "tidepool";
    // Crash recovery after a hard stop can take a while; a fresh start takes about a second.
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final int port;
    private final String password;

    /** A server to be, on this loopback port, with the superuser's password. */
    public PostgresServer(Home home, int port, String password) {
        super(home, "postgres");
        this.port = port;
        this.password = password;
    }

    /** The application's database, as superuser; usable once started. */
    public DatabaseUrl database() {
        return new DatabaseUrl("127.0.0.1", port, DATABASE, PostgresCluster.SUPERUSER, password, "");
    }

    @Override
    public void start() {
        requireFreePort();
        PostgresCluster cluster = new PostgresCluster(
                home(), PostgresBinaries.in(home().programs()), command -> launch(command, StoreEnvironment.minimal()));
        cluster.prepare(password);
        ChildProcess started = launch(command(cluster), StoreEnvironment.minimal());
        awaitConnections(cluster, started);
        createDatabase();
    }

    private List<String> command(PostgresCluster cluster) {
        List<String> settings = List.of(
                "listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "shared_buffers=64MB");
        List<String> command =
                cluster.command("postgres", "-D", home().postgresData().toString(), "-p", Integer.toString(port));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private void awaitConnections(PostgresCluster cluster, ChildProcess started) {
        boolean answered = Waiting.until(() -> !started.isAlive() || isOurs(cluster, started), START_LIMIT, PAUSE);
        if (!started.isAlive()) {
            requireFreePort();
            throw cluster.corrupt("the server " + started.ending() + " while starting", started.lastLines(20));
        }
        if (!answered) {
            throw new LaunchFailure(
                    "PostgreSQL did not accept connections within " + START_LIMIT.toMinutes() + " minutes",
                    "look at " + home().shown(home().log(name())) + "; it may still be recovering: try again",
                    started.lastLines(20));
        }
    }

    /** Whether the server on the port answers and works on our directory: another could have taken the port. */
    private boolean isOurs(PostgresCluster cluster, ChildProcess started) {
        try (Connection connection = database().withDatabase("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW data_directory")) {
            answer.next();
            if (!Files.isSameFile(Path.of(answer.getString(1)), home().postgresData())) {
                throw portTaken();
            }
            return true;
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw cluster.corrupt("it does not know the password in secrets.json", started.lastLines(5));
            }
            return false;
        } catch (IOException e) {
            throw portTaken();
        }
    }

    private void createDatabase() {
        try (Connection connection = database().withDatabase("postgres").connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new LaunchFailure(
                    "PostgreSQL started, but its database could not be created: " + e.getMessage(),
                    "look at " + home().shown(home().log(name())));
        }
    }

    private void requireFreePort() {
        if (!Ports.isFree(port)) {
            throw portTaken();
        }
    }

    private LaunchFailure portTaken() {
        return new LaunchFailure(
                "Port " + port + ", chosen for PostgreSQL, was taken by another program meanwhile",
                "run the command again: a free port is chosen anew");
    }

    @Override
    public String url() {
        return database().withoutCredentials();
    }

    @Override
    public Probe probe() {
        return new Probe.Accepts("127.0.0.1", port);
    }

    // Never hurried: what it has not written by then, it must recover at the next start.
    @Override
    protected void end(ChildProcess current, StopMode mode) {
        current.interrupt(ORDERLY_LIMIT);
    }
}
