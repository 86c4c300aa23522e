package dev.tidepool.local.e2e;

import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Phase;
import dev.tidepool.local.suite.Snapshot;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A command typed at a {@link Terminal}. Closing it ends whatever it has left. */
final class Command implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Home home;
    private final Process process;
    private final Path output;
    private List<ProcessHandle> seen = List.of();

    private Command(Home home, Process process, Path output) {
        this.home = home;
        this.process = process;
        this.output = output;
    }

    static Command start(Home home, List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("tidepool", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.root().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Command(home, builder.start(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until the suite in this foreground is ready; remembers its processes. */
    Command awaitReady() {
        Awaitility.await().atMost(LIMIT).until(() -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new AssertionError("it ended with code " + process.exitValue() + ":\n" + output());
        }
        seen = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        return this;
    }

    private boolean isReady() {
        return Snapshot.read(home)
                .filter(snapshot -> snapshot.launcher() == process.pid() && snapshot.phase() == Phase.RUNNING)
                .isPresent();
    }

    /** Those of the ready suite that still run. */
    List<ProcessHandle> survivors() {
        return seen.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** Presses Ctrl-C, which the whole process group gets, and waits for the exit code. */
    int ctrlC() {
        try {
            new ProcessBuilder("kill", "-INT", "--", "-" + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            return exitCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** All it has printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        survivors().forEach(ProcessHandle::destroyForcibly);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
