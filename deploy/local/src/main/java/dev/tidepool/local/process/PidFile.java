package dev.tidepool.local.process;

import dev.tidepool.local.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a process across runs of the launcher: its pid with its start time, because a pid alone may have been
 * given to a stranger since.
 */
public record PidFile(Path path) {
    // The start time is computed from the boot time, which moves a little when the clock is corrected.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Writes the file for a process that runs now. */
    public void write(ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Home.writePrivate(path, process.pid() + " " + started + "\n");
    }

    /** The very process the file was written for, if it still runs. */
    public Optional<ProcessHandle> process() {
        String[] words = read().strip().split(" ", -1);
        if (words.length != 2 || !words[0].matches("\\d{1,9}") || !words[1].matches("\\d{1,15}")) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAbout(process, started));
    }

    /** Forgets the process. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }

    private static boolean startedAbout(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .map(actual -> Duration.between(actual, expected).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }

    private String read() {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
