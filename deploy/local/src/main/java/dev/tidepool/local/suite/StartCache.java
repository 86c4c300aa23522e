package dev.tidepool.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JDK's ahead-of-time cache of one service. The first real run records it, its orderly end writes it, and later
 * starts take a third of the time. Its name covers all that would make the JVM refuse it: the application's files
 * with their times, the JDK and the flags.
 */
final class StartCache {
    private final Path directory;
    private final String service;
    private final Path file;

    private StartCache(Path directory, String service, Path file) {
        this.directory = directory;
        this.service = service;
        this.file = file;
    }

    static StartCache of(Path directory, String service, Path application, List<String> flags) {
        String key = Runtime.version() + " " + flags + " " + fingerprint(application);
        return new StartCache(directory, service, directory.resolve(service + "-" + hash(key) + ".aot"));
    }

    boolean isRecorded() {
        return Files.exists(file);
    }

    /** Uses the cache where there is one, otherwise records it. */
    List<String> flags() {
        return List.of(isRecorded() ? "-XX:AOTCache=" + file : "-XX:AOTCacheOutput=" + draft());
    }

    /** After the end of a recording run: keeps the cache if it was written whole, and drops all older ones. */
    void settle(boolean endedByItself) {
        try {
            if (endedByItself && Files.exists(draft())) {
                Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE);
            }
            for (Path other : all()) {
                if (!other.equals(file)) {
                    Files.delete(other);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the start-up cache of " + service, e);
        }
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().startsWith(service + "-"))
                    .toList();
        }
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String fingerprint(Path application) {
        try (Stream<Path> files = Files.walk(application)) {
            StringBuilder text = new StringBuilder();
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(path)
                        .append(Files.size(path))
                        .append(Files.getLastModifiedTime(path))
                        .append(' ');
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + application, e);
        }
    }
}
