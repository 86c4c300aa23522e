package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs real clients from npm, fetched on their first use as the lock file names them. */
final class NodeClients {

    private static final Path DIRECTORY = Path.of("src/test/node").toAbsolutePath();

    private NodeClients() {}

    /** What a script printed that ended well; it gets the suite's address and keys in its environment. */
    static String run(Running suite, String script, Map<String, String> more) throws IOException, InterruptedException {
        install();
        ProcessBuilder builder = new ProcessBuilder("node", script).directory(DIRECTORY.toFile());
        for (String name : List.of("TIDEPOOL_URL", "TIDEPOOL_API_KEY", "TIDEPOOL_API_KEY_OPEN_SOURCE")) {
            builder.environment().put(name, suite.variable(name));
        }
        builder.environment().putAll(more);
        return output(builder);
    }

    /** Again when the lock file has changed since. */
    private static synchronized void install() throws IOException, InterruptedException {
        Path installed = DIRECTORY.resolve("node_modules/.package-lock.json");
        Path wanted = DIRECTORY.resolve("package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
            output(new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(DIRECTORY.toFile()));
        }
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
