package dev.tidepool.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.local.suite.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged suite as processes, started as {@code ./tidepool up} does: own data directory (under
 * {@code deploy/local/target/suites}, where the logs stay for reading), free ports, no start-up caches. Most tests
 * share one, started at the first {@link #shared()} and stopped when the test JVM ends.
 *
 * <p>Needs the services' packages: {@code ./mvnw -DskipTests package} once.
 */
public final class TestSuite {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    // Large; the logs are what one wants to read afterwards.
    private static final List<String> DISCARDED = List.of("postgres", "redis", "solana", "aot");
    private static @Nullable TestSuite shared;

    private final Home home;
    private final LauncherProcess launcher;

    private TestSuite(Home home, LauncherProcess launcher) {
        this.home = home;
        this.launcher = launcher;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** The suite of this test JVM; ready when this returns. */
    public static synchronized TestSuite shared() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared;
    }

    /** A suite of its own, with these variables on top of the environment; ready when this returns. */
    public static TestSuite start(Map<String, String> variables) {
        Home home = new Home(root(), newDirectory());
        LauncherProcess launcher = LauncherProcess.start(home, variables, "up");
        TestSuite suite = new TestSuite(home, launcher);
        launcher.awaitReady();
        return suite;
    }

    /** A variable of {@code .tidepool/env}. */
    public String value(String name) {
        return Optional.ofNullable(launcher.environmentFile().get(name))
                .orElseThrow(() -> new IllegalArgumentException("no variable " + name));
    }

    /** A public URL, on the gateway. */
    public URI url(String path) {
        return URI.create(value("TIDEPOOL_URL")).resolve(path);
    }

    /** Of the owner of the government-tier organisation. */
    public String apiKey() {
        return value("TIDEPOOL_API_KEY");
    }

    /** Of the open_source organisation (100 requests a minute). */
    public String openSourceApiKey() {
        return value("TIDEPOOL_API_KEY_OPEN_SOURCE");
    }

    /** A URL on a service's own port, past the gateway; {@code service} as in {@code gateway}, {@code session}. */
    public URI serviceUrl(String service, String path) {
        return URI.create(row(service).url()).resolve(path);
    }

    /** A URL on a service's management port. */
    public URI managementUrl(String service, String path) {
        String name = "TIDEPOOL_" + service.toUpperCase(Locale.ROOT) + "_MANAGEMENT_URL";
        return URI.create(value(name)).resolve(path);
    }

    /** The running process of a service, or of {@code postgres}, {@code redis}, {@code solana}. */
    public ProcessHandle process(String name) {
        return ProcessHandle.of(row(name).pid()).orElseThrow(() -> new IllegalStateException(name + " does not run"));
    }

    /** Ends a process as {@code kill -9} does. The launcher starts it again after a second, unless held. */
    public void kill(String name) {
        ProcessHandle process = process(name);
        process.destroyForcibly();
        await().atMost(LIMIT).until(() -> !process.isAlive());
    }

    /** From now on nothing that dies is restarted. */
    public void holdRestarts() {
        try {
            Files.writeString(home.restartHold(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restarts what has died, and again whatever dies from now on. */
    public void releaseRestarts() {
        home.restartHold().toFile().delete();
    }

    /** Waits until the launcher reports the server ready again, as a new process if the old one was killed. */
    public void awaitReady(String name) {
        await().atMost(LIMIT)
                .until(() -> row(name).state().startsWith("ready")
                        && row(name).answers()
                        && ProcessHandle.of(row(name).pid())
                                .filter(ProcessHandle::isAlive)
                                .isPresent());
    }

    /** All a server has logged since its last start. */
    public String log(String name) {
        try {
            return Files.readString(home.log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to the database as a service has it, for tests that change behind its back what it stored. */
    public Connection database(String service) throws SQLException {
        try {
            String password = new ObjectMapper()
                    .readTree(home.secrets().toFile())
                    .at("/databases/" + service + "/service")
                    .asText();
            return DriverManager.getConnection("jdbc:" + row("postgres").url(), "tidepool_" + service, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data directory: logs, keys, bootstrap file. */
    public Home home() {
        return home;
    }

    /** Runs a launcher command such as {@code demo} against this suite and returns its whole output. */
    public String command(String... arguments) {
        LauncherProcess command = LauncherProcess.start(home, Map.of(), arguments);
        int code = command.exitCode();
        if (code != 0) {
            throw new AssertionError(String.join(" ", arguments) + " ended with " + code + ":\n" + command.output());
        }
        return command.output();
    }

    /** Stops everything in order; repeating it is harmless. */
    public void stop() {
        launcher.stop();
        DISCARDED.forEach(name -> delete(home.directory().resolve(name)));
    }

    private Snapshot.Row row(String name) {
        return launcher.snapshot().servers().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no server " + name));
    }

    private static Path root() {
        return Path.of(System.getProperty("tidepool.root", "../.."));
    }

    private static Path newDirectory() {
        try {
            Path parent = Files.createDirectories(root().resolve("deploy/local/target/suites"));
            return Files.createTempDirectory(parent, "suite-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
