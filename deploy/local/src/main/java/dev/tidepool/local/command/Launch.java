package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.process.Waiting;
import dev.tidepool.local.suite.Service;
import dev.tidepool.local.suite.Settings;
import dev.tidepool.local.suite.Suite;
import java.time.Duration;
import java.util.Optional;

/** {@code up} and {@code dev}: this process becomes the launcher and stays until it is told to end. */
final class Launch {
    private final Home home;
    private final Settings settings;
    private final Console console;
    private volatile boolean ending;

    Launch(Home home, Settings settings, Console console) {
        this.home = home;
        this.settings = settings;
        this.console = console;
    }

    /** For a person at a terminal. */
    int inForeground() {
        return run(Optional.empty(), "Ctrl-C stops everything");
    }

    /** For {@link Detached}, which shows the table itself. */
    int serve() {
        return run(Optional.empty(), "");
    }

    /** With one service in dev mode. */
    int develop(Service service) {
        return run(Optional.of(service), "Ctrl-C stops everything; " + service.id() + " reloads by itself");
    }

    private int run(Optional<Service> developed, String hint) {
        home.create();
        Running running = new Running(home);
        running.claim();
        console.line("Starting Tidepool (data and logs in " + home.shown(home.directory()) + ")");
        try {
            Suite suite = Suite.prepare(home, settings, developed, console);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(suite, running), "stop"));
            suite.start();
            if (!hint.isEmpty()) {
                Summary.print(home, suite.snapshot(), hint, console);
            }
            suite.watch();
            return stay();
        } catch (LaunchFailure failure) {
            if (ending) {
                return stay();
            }
            running.release();
            throw failure;
        }
    }

    /** The shutdown hook: also runs after a failed start, when the suite has stopped itself already. */
    private void end(Suite suite, Running running) {
        ending = true;
        if (!suite.isStopped()) {
            console.line("Stopping");
            suite.stop(StopMode.ORDERLY);
            running.release();
            console.line("Stopped");
            // A stop that was asked for is no failure, whatever signal asked for it.
            Runtime.getRuntime().halt(0);
        }
        running.release();
    }

    private static int stay() {
        while (Waiting.pause(Duration.ofHours(1))) {
            // Signals end the process; the watches do the work meanwhile.
        }
        return 0;
    }
}
