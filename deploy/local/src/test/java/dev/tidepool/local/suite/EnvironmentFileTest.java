package dev.tidepool.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {
    private static final String AWKWARD = "it's $HOME `id` \"x\" \\ #";

    @Test
    void isReadBackAsWritten() {
        Map<String, String> variables = Map.of("PLAIN", "http://127.0.0.1:8080", "AWKWARD", AWKWARD, "EMPTY", "");

        assertThat(EnvironmentFile.parse(EnvironmentFile.format(variables))).isEqualTo(variables);
    }

    @Test
    void meansTheSameToTheShell(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("env");
        Files.writeString(file, EnvironmentFile.format(Map.of("AWKWARD", AWKWARD)));

        assertThat(Programs.output(Map.of(), "sh", "-c", ". \"$0\"; printf '%s' \"$AWKWARD\"", file.toString()))
                .contains(AWKWARD);
    }
}
