package dev.tidepool.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/** The output of one process: kept for three earlier starts, cut when it grows too large. */
public record LogFile(Path path) {
    private static final int KEPT = 3;
    private static final int TAIL_BYTES = 64 * 1024;
    // What a JVM says when it writes its start-up cache; it would push the reason of a failure out of sight.
    private static final Pattern CACHE_NOISE = Pattern.compile(
            "(Temporary AOT|Launching child process|Picked up JAVA_TOOL_OPTIONS|Reading AOT|AOTCache|Removed temp).*");
    /** Above this size a log is moved aside while it is written. */
    public static final long LARGEST_BYTES = 20L * 1024 * 1024;

    /** Starts a new file: name.log becomes name.log.1, and so on. */
    public void rotate() {
        try {
            if (Files.exists(path) && Files.size(path) > 0) {
                shift();
                Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rotate " + path, e);
        }
    }

    /**
     * Copies and empties a file that has grown too large. Its writer appends, so it goes on at the start; what it
     * writes between the two steps is lost, which a log can bear.
     */
    public void cutIfLarge() {
        try {
            if (Files.exists(path) && Files.size(path) > LARGEST_BYTES) {
                shift();
                Files.copy(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    file.truncate(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot shorten " + path, e);
        }
    }

    /** The last lines written, oldest first; none if there is no file. */
    public List<String> lastLines(int count) {
        if (!Files.exists(path)) {
            return List.of();
        }
        List<String> lines = tail().lines()
                .filter(line -> !line.isBlank())
                .filter(line -> !CACHE_NOISE.matcher(line).matches())
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private String tail() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.min(file.length() - start, TAIL_BYTES)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private void shift() throws IOException {
        for (int n = KEPT - 1; n >= 1; n--) {
            if (Files.exists(numbered(n))) {
                Files.move(numbered(n), numbered(n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int n) {
        return path.resolveSibling(path.getFileName() + "." + n);
    }
}
