package dev.tidepool.kernel.test;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * One real PostgreSQL and one real Redis for a whole build: the first test JVM starts them in a process of their own, later
 * ones find them, and they end with the build's root process.
 */
public record TestServers(int postgresPort, int redisPort) {

    /** The embedded PostgreSQL's superuser, who has no password: it listens on loopback for the time of a build. */
    public static final String SUPERUSER = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    /** The running servers, started first if need be. */
    public static TestServers running() {
        ProcessHandle root = buildProcess();
        Path directory = directory();
        Path ports = directory.resolve(root.pid() + ".properties");
        try {
            Files.createDirectories(directory);
            try (RandomAccessFile file =
                            new RandomAccessFile(directory.resolve("lock").toFile(), "rw");
                    FileLock lock = file.getChannel().lock()) {
                return read(ports).orElseGet(() -> start(root, directory, ports));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String databaseUrl() {
        return "postgresql://127.0.0.1:" + postgresPort + "/postgres";
    }

    public String redisUrl() {
        return "redis://127.0.0.1:" + redisPort;
    }

    /** The outermost Java process above this one: the build, or the editor that runs the test. */
    private static ProcessHandle buildProcess() {
        ProcessHandle found = ProcessHandle.current();
        for (Optional<ProcessHandle> above = found.parent();
                above.isPresent();
                above = above.get().parent()) {
            if (above.get().info().command().orElse("").endsWith("java")) {
                found = above.get();
            }
        }
        return found;
    }

    private static Path directory() {
        return Path.of(System.getProperty("tidepool.root", "."), "target", "test-servers");
    }

    private static TestServers start(ProcessHandle root, Path directory, Path ports) {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                TestServersMain.class.getName(),
                Long.toString(root.pid()),
                ports.toString());
        try {
            Path log = directory.resolve(root.pid() + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return awaitPorts(process, ports, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static TestServers awaitPorts(Process process, Path ports, Path log) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<TestServers> servers = read(ports);
            if (servers.isPresent()) {
                return servers.get();
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new IllegalStateException("the test servers did not start:\n" + Files.readString(log));
    }

    private static Optional<TestServers> read(Path ports) {
        if (!Files.exists(ports)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(ports)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Optional.of(new TestServers(
                Integer.parseInt(properties.getProperty("postgres")),
                Integer.parseInt(properties.getProperty("redis"))));
    }
}
