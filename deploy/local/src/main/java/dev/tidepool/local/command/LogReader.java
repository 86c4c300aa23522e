package dev.tidepool.local.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what is added to a file, whole lines at a time; begins anew when the file is replaced or cut. */
final class LogReader {
    private static final int LARGEST_STEP = 1024 * 1024;

    private final Path file;
    private long position;

    /** Reads from the beginning. */
    LogReader(Path file) {
        this.file = file;
    }

    /** Skips what is there already. */
    LogReader atEnd() {
        position = file.toFile().length();
        return this;
    }

    /** The whole lines added since the last call; empty if none. */
    String next() {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            if (reader.length() < position) {
                position = 0;
            }
            byte[] bytes = new byte[(int) Math.min(reader.length() - position, LARGEST_STEP)];
            reader.seek(position);
            reader.readFully(bytes);
            int end = endOfLastLine(bytes);
            position += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static int endOfLastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        // A line longer than one step is passed on in parts: waiting for its end would wait for ever.
        return end == 0 && bytes.length == LARGEST_STEP ? bytes.length : end;
    }
}
