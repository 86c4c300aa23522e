package dev.tidepool.local.process;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What all servers that are processes of ours have in common: one process at a time, none after being stopped. */
public abstract class ProcessServer implements Server {
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Beyond the 30 seconds a service itself grants its open requests. */
    protected static final Duration ORDERLY_LIMIT = Duration.ofSeconds(40);

    protected static final Duration AT_ONCE_LIMIT = Duration.ofSeconds(5);
    private static final int SHOWN_LINES = 20;

    private final Home home;
    private final String name;
    private @Nullable ChildProcess child;
    private boolean stopped;

    protected ProcessServer(Home home, String name) {
        this.home = home;
        this.name = name;
    }

    protected final Home home() {
        return home;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Starts the process with a fresh log. */
    protected final ChildProcess launch(List<String> command, Map<String, String> environment) {
        new LogFile(home.log(name)).rotate();
        return launch(new ProcessSpec(
                name,
                command,
                environment,
                home.directory(),
                home.log(name),
                home.processes().resolve(name + ".pid"),
                false));
    }

    /** Starts the process, unless the suite is being stopped. */
    protected final synchronized ChildProcess launch(ProcessSpec spec) {
        if (stopped) {
            throw new LaunchFailure(name + " was stopped while starting", "start again");
        }
        ChildProcess started = ChildProcess.start(spec);
        child = started;
        return started;
    }

    /** Waits until the probe is satisfied; fails with the last log lines when the process dies or time is up. */
    protected final void awaitReady(ChildProcess started, Duration limit) {
        boolean ready = Waiting.until(() -> !started.isAlive() || probe().isReady(), limit, PAUSE);
        if (!started.isAlive()) {
            throw new LaunchFailure(
                    name + " " + started.ending() + " while starting", remedy(), started.lastLines(SHOWN_LINES));
        }
        if (!ready) {
            started.stop(AT_ONCE_LIMIT);
            throw new LaunchFailure(
                    name + " was not ready within " + limit.toSeconds() + " seconds",
                    "see " + home.shown(home.log(name))
                            + "; on a slow machine allow more with TIDEPOOL_START_SECONDS=600",
                    started.lastLines(SHOWN_LINES));
        }
    }

    /** Where the reason of a failed start is to be found. */
    protected String remedy() {
        return "the lines above name the reason; all of them are in " + home.shown(home.log(name));
    }

    /** How the process is ended; by SIGTERM unless overridden. */
    protected void end(ChildProcess current, StopMode mode) {
        current.stop(mode == StopMode.ORDERLY ? ORDERLY_LIMIT : AT_ONCE_LIMIT);
    }

    @Override
    public final synchronized boolean isAlive() {
        return child != null && child.isAlive();
    }

    @Override
    public final synchronized String ending() {
        return child == null ? "was not started" : child.ending();
    }

    @Override
    public final synchronized OptionalLong pid() {
        return child == null ? OptionalLong.empty() : OptionalLong.of(child.pid());
    }

    @Override
    public final void stop(StopMode mode) {
        ChildProcess current = markStopped();
        if (current != null) {
            end(current, mode);
        }
    }

    private synchronized @Nullable ChildProcess markStopped() {
        stopped = true;
        return child;
    }
}
