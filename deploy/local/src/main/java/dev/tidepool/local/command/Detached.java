package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.LogFile;
import dev.tidepool.local.process.Programs;
import dev.tidepool.local.process.Waiting;
import dev.tidepool.local.suite.Phase;
import dev.tidepool.local.suite.Snapshot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code up -d}: starts a launcher that outlives the terminal, and waits with the person until all is ready. */
final class Detached {
    private static final String NAME = "launcher";
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Home home;
    private final Console console;
    private volatile boolean ready;

    Detached(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    int run() {
        home.create();
        new Running(home).requireNone();
        new LogFile(home.log(NAME)).rotate();
        Process launcher = start();
        // Ctrl-C while waiting means: do not start it after all.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> giveUp(launcher)));
        LogReader output = new LogReader(home.log(NAME));
        while (launcher.isAlive() && running(launcher).isEmpty() && Waiting.pause(PAUSE)) {
            console.piece(output.next());
        }
        console.piece(output.next());
        Optional<Snapshot> snapshot = running(launcher);
        snapshot.ifPresent(found ->
                Summary.print(home, found, "It runs in the background: ./tidepool status, logs, down", console));
        ready = snapshot.isPresent();
        return ready ? 0 : 1;
    }

    private Optional<Snapshot> running(Process launcher) {
        return Snapshot.read(home)
                .filter(snapshot -> snapshot.launcher() == launcher.pid() && snapshot.phase() == Phase.RUNNING);
    }

    private void giveUp(Process launcher) {
        if (!ready) {
            launcher.destroy();
        }
    }

    private Process start() {
        List<String> command = Programs.inOwnSession(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-Dtidepool.root=" + home.root(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tidepool.local.Main",
                "serve"));
        try {
            return new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(home.log(NAME).toFile()))
                    .start();
        } catch (IOException e) {
            throw new LaunchFailure("The launcher could not be started: " + e.getMessage(), "check the JDK");
        }
    }
}
