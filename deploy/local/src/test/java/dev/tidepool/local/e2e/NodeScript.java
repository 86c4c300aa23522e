package dev.tidepool.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scripts below {@code src/test/node}, with the packages that the lock file beside them names. */
final class NodeScript {

    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();

    private NodeScript() {}

    /**
     * Runs a script, which prints what it saw as one line of JSON at the end.
     *
     * @param script its path below that folder, beside its own package.json
     */
    static JsonNode run(String script, Map<String, String> variables) throws IOException {
        return run(SCRIPTS.resolve(script), variables).json();
    }

    /** Runs a script that is elsewhere, beside its own package.json. */
    static Ended run(Path script, Map<String, String> variables, String... arguments) throws IOException {
        install(script.getParent());
        List<String> command = new ArrayList<>(List.of("node", script.toString()));
        command.addAll(List.of(arguments));
        return Ended.of(script.getParent(), command, variables);
    }

    /** Once for each state of the lock file. */
    private static synchronized void install(Path folder) throws IOException {
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
            Ended.of(folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of())
                    .text();
        }
    }
}
