package dev.tidepool.local.process;

import dev.tidepool.local.LaunchFailure;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running process of the suite. Its pid file exists exactly as long as the launcher answers for it. */
public final class ChildProcess {
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    private final ProcessSpec spec;
    private final Process process;
    private final PidFile pidFile;

    private ChildProcess(ProcessSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
        this.pidFile = new PidFile(spec.pidFile());
    }

    /** Starts it; its output goes to its log, appended. */
    public static ChildProcess start(ProcessSpec spec) {
        List<String> command = spec.terminal() ? spec.command() : Programs.inOwnSession(spec.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(spec.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        if (spec.terminal()) {
            builder.inheritIO();
        } else {
            builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        }
        try {
            ChildProcess child = new ChildProcess(spec, builder.start());
            child.pidFile.write(child.process.toHandle());
            return child;
        } catch (IOException e) {
            throw new LaunchFailure(
                    spec.name() + " could not be started: " + e.getMessage(),
                    "check that the program named above exists and may be executed");
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** How it ended, for a person; only once it has. */
    public String ending() {
        int code = process.exitValue();
        return code > 128 ? "was killed by signal " + (code - 128) : "exited with code " + code;
    }

    /** Waits for its end, and returns its exit code. */
    public int exitCode() {
        return process.onExit().join().exitValue();
    }

    /** The last lines of its log; none if it wrote to the terminal. */
    public List<String> lastLines(int count) {
        return spec.terminal() ? List.of() : new LogFile(spec.log()).lastLines(count);
    }

    /** Asks it to end (SIGTERM), and ends it for good once patience runs out; whether it ended by itself. */
    public boolean stop(Duration patience) {
        process.destroy();
        return finish(patience);
    }

    /** The same with SIGINT, which PostgreSQL takes as: drop the clients, write everything, end. */
    public void interrupt(Duration patience) {
        interrupt(process.pid());
        finish(patience);
    }

    /** Sends SIGINT; Java itself can only send SIGTERM and SIGKILL. */
    static void interrupt(long pid) {
        Programs.succeeds("sh", "-c", "kill -INT \"$0\"", Long.toString(pid));
    }

    private boolean finish(Duration patience) {
        boolean ended = false;
        try {
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        pidFile.delete();
        return ended;
    }
}
