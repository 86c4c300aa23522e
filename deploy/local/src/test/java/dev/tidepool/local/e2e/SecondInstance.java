package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Another instance of a service beside the suite's own: the same package with the same environment, on other ports. It reads that
 * environment from {@code /proc}, so it needs Linux.
 */
class SecondInstance implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Path PACKAGE = Path.of("target/quarkus-app/quarkus-run.jar");

    private final Process process;
    private final Map<String, String> environment;
    private final int port;
    private final int managementPort;
    private final Path log;

    /**
     * Ready when this returns.
     *
     * @param service the folder of its module
     * @param variables of its own, in place of those of the same name
     */
    SecondInstance(String service, ProcessHandle first, Map<String, String> variables) throws IOException {
        port = FreePort.find();
        managementPort = FreePort.find();
        log = Path.of("target", "second-" + service + "-" + port + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-jar",
                        Path.of(System.getProperty("tidepool.root", "../.."))
                                .resolve(service)
                                .resolve(PACKAGE)
                                .toString())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environmentOf(first));
        builder.environment().putAll(variables);
        builder.environment().put("TIDEPOOL_PORT", Integer.toString(port));
        builder.environment().put("TIDEPOOL_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment = Map.copyOf(builder.environment());
        process = builder.start();
        awaitReady("http://127.0.0.1:" + managementPort + "/q/health/ready");
    }

    /** @param service as in {@code session} */
    static SecondInstance startBeside(String service, ProcessHandle first, Map<String, String> variables)
            throws IOException {
        return new SecondInstance(service + "-service", first, variables);
    }

    Api as(String credential) {
        return new Api(url(), credential);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** A variable of its environment. */
    String variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no variable " + name));
    }

    /** The sum of a metric over all its labels that contain this text; 0 when there is none. */
    double metric(String name, String labels) {
        return new Api("http://127.0.0.1:" + managementPort, "")
                .get("/q/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** What it has logged so far. */
    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asks it to stop, as {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Waits until it has ended. */
    void awaitEnd(Duration limit) {
        Awaitility.await().atMost(limit).until(() -> !process.isAlive());
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Of the process, once it has ended: 143 when it stopped as it was asked to. */
    int exitCode() {
        return process.exitValue();
    }

    private void awaitReady(String probe) {
        try {
            Awaitility.await().atMost(START_LIMIT).until(() -> !process.isAlive() || answers(probe));
            assertThat(process.isAlive()).as("see %s", log).isTrue();
        } catch (RuntimeException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    private static boolean answers(String probe) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(probe)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Map<String, String> environmentOf(ProcessHandle process) throws IOException {
        String all =
                Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.UTF_8);
        Map<String, String> variables = new TreeMap<>();
        for (String variable : all.split("\0")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    @Override
    public final void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
