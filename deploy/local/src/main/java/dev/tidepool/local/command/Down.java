package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.LogFile;
import dev.tidepool.local.process.Orphans;
import dev.tidepool.local.process.Waiting;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** {@code down}: asks the launcher to stop everything and waits for it. */
final class Down {
    // Longest when the start-up caches are written: see ServiceServer.
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Home home;
    private final Console console;

    Down(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    int run() {
        if (!Files.isDirectory(home.directory())) {
            console.line("Tidepool does not run.");
            return 0;
        }
        Running running = new Running(home);
        Optional<ProcessHandle> launcher = running.launcher();
        if (launcher.isPresent()) {
            stop(launcher.get());
        } else {
            // A launcher that was killed leaves its servers behind.
            running.claim();
            new Orphans(home, console).reap();
            running.release();
        }
        console.line(launcher.isPresent() ? "Tidepool has stopped." : "Tidepool does not run.");
        return 0;
    }

    private void stop(ProcessHandle launcher) {
        console.line("Stopping Tidepool (launcher " + launcher.pid() + ")");
        LogReader output = new LogReader(new LogFile(home.log("launcher")).path()).atEnd();
        launcher.destroy();
        boolean ended = Waiting.until(
                () -> {
                    console.piece(output.next());
                    return !launcher.isAlive();
                },
                LIMIT,
                PAUSE);
        if (!ended) {
            throw new LaunchFailure(
                    "The launcher (pid " + launcher.pid() + ") has not ended within " + LIMIT.toMinutes() + " minutes",
                    "kill -9 " + launcher.pid() + ", then ./tidepool down again, which ends what it left");
        }
    }
}
