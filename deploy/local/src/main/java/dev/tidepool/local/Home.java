package dev.tidepool.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where everything lies: {@code root} is the checkout, {@code directory} the data ({@code .tidepool}, or
 * TIDEPOOL_HOME). The data directory is the owner's alone (mode 700): it holds secrets and both databases.
 */
public record Home(Path root, Path directory) {
    /** Makes both paths absolute, so that child processes may run elsewhere. */
    public Home {
        root = root.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
    }

    /** The home that the environment names: TIDEPOOL_HOME (relative to the checkout), else {@code .tidepool}. */
    public static Home of(Path root, Map<String, String> environment) {
        return new Home(root, root.resolve(environment.getOrDefault("TIDEPOOL_HOME", ".tidepool")));
    }

    /** Creates the data directory with its sub-directories, all closed to other users. */
    public void create() {
        try {
            for (Path path : new Path[] {
                directory, logs(), processes(), signingKeys(), openClawKeys(), secretKeys(), webhookKeys(), caches()
            }) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new LaunchFailure(
                    "The data directory " + directory + " cannot be written: " + e,
                    "make it writable for this user, or choose another with TIDEPOOL_HOME=<directory>");
        }
    }

    /** Replaces a file in one step, readable by its owner only: a reader never sees half of it. */
    public static void writePrivate(Path file, String text) {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path draft =
                    Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".tmp", owner);
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    /** The log file of one part of the suite. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Holds a pid file per running process. */
    public Path processes() {
        return directory.resolve("run");
    }

    public Path signingKeys() {
        return directory.resolve("keys");
    }

    /** Holds the session service's device key for OpenClaw, and the tokens it is given. */
    public Path openClawKeys() {
        return directory.resolve("openclaw");
    }

    /** Holds the keys that the session service seals organisations' secrets with. */
    public Path secretKeys() {
        return directory.resolve("secret-keys");
    }

    /** Holds the keys that the social service seals the secrets of webhooks with. */
    public Path webhookKeys() {
        return directory.resolve("webhook-keys");
    }

    /** Holds the services' start-up caches. */
    public Path caches() {
        return directory.resolve("aot");
    }

    public Path postgresData() {
        return directory.resolve("postgres");
    }

    public Path redisData() {
        return directory.resolve("redis");
    }

    public Path chainData() {
        return directory.resolve("solana");
    }

    /** The database programs, unpacked; part of the build, since they are the same for every home. */
    public Path programs() {
        return root.resolve("deploy/local/target/programs");
    }

    public Path secrets() {
        return directory.resolve("secrets.json");
    }

    public Path bootstrap() {
        return directory.resolve("bootstrap.json");
    }

    /** Addresses and credentials for people and tests, in shell syntax. */
    public Path environmentFile() {
        return directory.resolve("env");
    }

    /** What the running launcher last reported. */
    public Path state() {
        return directory.resolve("state.json");
    }

    public Path lock() {
        return directory.resolve("lock");
    }

    /** While this file exists nothing that died is restarted: for repairs by hand, and for tests of an outage. */
    public Path restartHold() {
        return directory.resolve("hold-restarts");
    }

    /** A path as a person would type it from the checkout. */
    public String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }
}
