package dev.tidepool.local;

import static org.awaitility.Awaitility.await;

import dev.tidepool.local.suite.EnvironmentFile;
import dev.tidepool.local.suite.Phase;
import dev.tidepool.local.suite.Snapshot;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A launcher command as a process of its own, as {@code ./tidepool} runs it. */
final class LauncherProcess {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Home home;
    private final Process process;
    private final Path output;

    private LauncherProcess(Home home, Process process, Path output) {
        this.home = home;
        this.process = process;
        this.output = output;
    }

    /** Starts a command for this home; {@code variables} come on top of the environment. */
    static LauncherProcess start(Home home, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtidepool.root=" + home.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("launcher", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment(home, variables));
            return new LauncherProcess(home, builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(Home home, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>();
        all.put("TIDEPOOL_HOME", home.directory().toString());
        all.put("TIDEPOOL_PORT", "0");
        all.put("TIDEPOOL_AOT", "off");
        // The tests' own pages, also where the tests run as root.
        all.put("TIDEPOOL_BROWSER_SANDBOX", "false");
        all.putAll(variables);
        return all;
    }

    /** Waits until the suite is ready; fails with the launcher's output when it ends before. */
    LauncherProcess awaitReady() {
        await().atMost(LIMIT).until(() -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new AssertionError("the launcher ended with code " + process.exitValue() + ":\n" + output());
        }
        return this;
    }

    private boolean isReady() {
        return Snapshot.read(home)
                .filter(snapshot -> snapshot.launcher() == process.pid() && snapshot.phase() == Phase.RUNNING)
                .isPresent();
    }

    /** Waits for its end and returns its exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the launcher did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ends it as {@code kill} does and waits. */
    int stop() {
        process.destroy();
        return exitCode();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** All it has printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Snapshot snapshot() {
        return Snapshot.read(home).orElseThrow();
    }

    Map<String, String> environmentFile() {
        return EnvironmentFile.read(home);
    }
}
