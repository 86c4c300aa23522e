package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Scripts below {@code src/test/node}, with the packages that the lock file beside them names. */
final class NodeScript {

    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private NodeScript() {}

    /**
     * Runs a script, which prints what it saw as one line of JSON at the end.
     *
     * @param script its path below that folder, beside its own package.json
     */
    static JsonNode run(String script, Map<String, String> variables) throws IOException, InterruptedException {
        Path file = SCRIPTS.resolve(script);
        install(file.getParent());
        List<String> lines = execute(file.getParent(), List.of("node", file.toString()), variables)
                .lines()
                .toList();
        return new ObjectMapper().readTree(lines.getLast());
    }

    /** Once for each state of the lock file. */
    private static synchronized void install(Path folder) throws IOException, InterruptedException {
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
            execute(folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
        }
    }

    private static String execute(Path folder, List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> read(process));
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            // A browser it started would hold its output open.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String output = printed.join();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
