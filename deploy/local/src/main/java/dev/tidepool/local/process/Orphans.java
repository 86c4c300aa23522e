package dev.tidepool.local.process;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends what an earlier launcher left running when it was killed itself: services first, then what they lean on. */
public final class Orphans {
    private static final List<String> LAST = List.of("solana", "redis", "postgres");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Home home;
    private final Console console;

    /** For the processes recorded in this home. */
    public Orphans(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    /** Ends them all; only to be called by the one launcher that holds the lock. */
    public void reap() {
        pidFiles().forEach(this::reap);
    }

    private void reap(Path path) {
        PidFile pidFile = new PidFile(path);
        String name = path.getFileName().toString().replace(".pid", "");
        pidFile.process().ifPresent(process -> {
            console.event(name, "still runs from an earlier start (pid " + process.pid() + "): stopping it");
            end(process, name.equals("postgres"));
        });
        pidFile.delete();
    }

    /** Ends a PostgreSQL server with all its clients, waiting for its last writes. */
    public static void endPostgres(ProcessHandle process) {
        end(process, true);
    }

    /** Ends one process: politely, then for good. */
    private static void end(ProcessHandle process, boolean postgres) {
        if (postgres) {
            ChildProcess.interrupt(process.pid());
        } else {
            process.destroy();
        }
        if (!endsWithin(process, PATIENCE)) {
            process.destroyForcibly();
            endsWithin(process, PATIENCE);
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Path> pidFiles() {
        if (!Files.isDirectory(home.processes())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.processes())) {
            return files.filter(path -> path.toString().endsWith(".pid"))
                    .filter(path -> !path.endsWith("launcher.pid"))
                    .sorted(Comparator.comparingInt(Orphans::order))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + home.processes(), e);
        }
    }

    private static int order(Path path) {
        return LAST.indexOf(path.getFileName().toString().replace(".pid", ""));
    }
}
