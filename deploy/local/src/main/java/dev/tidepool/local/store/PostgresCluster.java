package dev.tidepool.local.store;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.ChildProcess;
import dev.tidepool.local.process.Orphans;
import dev.tidepool.local.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The data directory of the PostgreSQL started here: made once, checked before every start. */
final class PostgresCluster {
    static final String SUPERUSER = "tidepool_admin";
    private static final String MAJOR_VERSION = "18";
    private static final int SHOWN_LINES = 20;

    private final Home home;
    private final Path binaries;
    private final Function<List<String>, ChildProcess> launch;

    /** {@code launch} starts a command as a process that a stop of the suite ends too. */
    PostgresCluster(Home home, Path binaries, Function<List<String>, ChildProcess> launch) {
        this.home = home;
        this.binaries = binaries;
        this.launch = launch;
    }

    /** Makes the directory sound for a start: creates it when missing, refuses it when it cannot be ours. */
    void prepare(String superuserPassword) {
        if (!Files.exists(home.postgresData())) {
            create(superuserPassword);
        }
        String version = read(home.postgresData().resolve("PG_VERSION"));
        if (!version.equals(MAJOR_VERSION)) {
            throw corrupt(
                    version.isEmpty()
                            ? "it has no PG_VERSION file"
                            : "it was made by PostgreSQL " + version + ", this is " + MAJOR_VERSION,
                    List.of());
        }
        endForgottenServer();
    }

    /** A command of PostgreSQL, as a user it accepts: it refuses root, so root hides behind a user namespace. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Programs.isRoot()) {
            requireNamespaces();
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The failure of a directory PostgreSQL cannot work with. */
    LaunchFailure corrupt(String why, List<String> logLines) {
        return new LaunchFailure(
                "PostgreSQL cannot use its data directory " + home.shown(home.postgresData()) + ": " + why,
                "put back a copy of that directory, or start afresh with ./tidepool reset (which erases all data)",
                logLines);
    }

    private static void requireNamespaces() {
        if (!Programs.succeeds("unshare", "-U", "true")) {
            throw new LaunchFailure(
                    "PostgreSQL does not run as root, and this machine forbids the user namespace that works around it",
                    "run ./tidepool as an ordinary user, or set TIDEPOOL_DATABASE_URL to a server of your own");
        }
    }

    private void create(String superuserPassword) {
        Path draft = home.directory().resolve("postgres.new");
        Path password = home.directory().resolve("postgres.password");
        try {
            delete(draft);
            Home.writePrivate(password, superuserPassword);
            initialize(draft, password);
            // Renamed when whole, so that an interrupted first start is simply repeated.
            Files.move(draft, home.postgresData(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + home.postgresData(), e);
        } finally {
            password.toFile().delete();
        }
    }

    private void initialize(Path data, Path password) {
        ChildProcess process = launch.apply(command(
                "initdb",
                "--pgdata=" + data,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
        if (process.exitCode() != 0) {
            throw new LaunchFailure(
                    "PostgreSQL could not create its data directory " + data,
                    "see the lines above; the disk may be full or not writable",
                    process.lastLines(SHOWN_LINES));
        }
    }

    /** Ends a server that still runs on this directory though nobody remembers it, and clears a stale lock. */
    private void endForgottenServer() {
        Path lock = home.postgresData().resolve("postmaster.pid");
        String pid = read(lock).lines().findFirst().orElse("");
        if (pid.matches("\\d{1,9}")) {
            ProcessHandle.of(Long.parseLong(pid)).filter(this::isServer).ifPresent(Orphans::endPostgres);
        }
        lock.toFile().delete();
    }

    private boolean isServer(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(home.postgresData().toString()))
                .isPresent();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
