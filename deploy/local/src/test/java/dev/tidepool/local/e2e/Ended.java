package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of another language that has ended: its code, and all it printed. */
record Ended(int code, String output) {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Runs it in the folder, with these variables besides ours. */
    static Ended of(Path folder, List<String> command, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(variables);
        try {
            Process process = builder.redirectErrorStream(true).start();
            CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                // A browser it started would hold its output open.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            return new Ended(process.exitValue(), printed.join());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** What it printed, as it was to succeed. */
    String text() {
        return text(0);
    }

    /** What it printed, as it was to end with this code. */
    String text(int expected) {
        assertThat(code).as(output).isEqualTo(expected);
        return output.strip();
    }

    /** The JSON that is its last line. */
    JsonNode json() {
        String text = text();
        try {
            return new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
