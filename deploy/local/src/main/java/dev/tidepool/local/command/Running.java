package dev.tidepool.local.command;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which launcher, if any, runs the suite of a home. The lock decides; the pid file tells whom to signal. */
final class Running {
    private final Home home;
    private final PidFile pidFile;
    // Held in a field: a collected channel closes its file, and the lock is gone.
    private @Nullable FileChannel claimed;

    Running(Home home) {
        this.home = home;
        this.pidFile = new PidFile(home.processes().resolve("launcher.pid"));
    }

    /** The launcher of this home. */
    Optional<ProcessHandle> launcher() {
        return pidFile.process();
    }

    /** Refuses when a launcher runs already. */
    void requireNone() {
        launcher().ifPresent(process -> {
            throw alreadyRunning();
        });
    }

    /** Makes this process the launcher of the home, until it ends. */
    void claim() {
        try {
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw alreadyRunning();
            }
            claimed = channel;
            pidFile.write(ProcessHandle.current());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + home.lock(), e);
        }
    }

    /** Forgets this launcher. */
    void release() {
        pidFile.delete();
        try {
            if (claimed != null) {
                claimed.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + home.lock(), e);
        }
    }

    private LaunchFailure alreadyRunning() {
        String who = launcher().map(process -> " (pid " + process.pid() + ")").orElse("");
        return new LaunchFailure(
                "The suite of " + home.shown(home.directory()) + " runs already" + who,
                "./tidepool status shows it, ./tidepool down stops it; for a second one beside it set TIDEPOOL_HOME and"
                        + " TIDEPOOL_PORT");
    }
}
