package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidepool dev session} in a copy of the checkout, whose sources are edited. */
@Slow
class DevelopEndToEndTest {

    private static final Duration RELOAD = Duration.ofMinutes(1);
    private static final String SOURCE = "session-service/src/main/java/dev/tidepool/session/text/TextSkills.java";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void showsAnEditedSourceThroughTheGatewayAndLeavesNothingBehind() throws IOException {
        Terminal terminal = Terminal.in(Checkout.copyInto(directory), Map.of());
        try (Command dev = terminal.type("dev", "session").awaitReady()) {
            Api owner = terminal.owner();
            assertThat(owner.get("/v1/skills").expect(200).body()).contains("Counts words");

            Path source = terminal.checkout().resolve(SOURCE);
            Files.writeString(source, Files.readString(source).replace("Counts words", "Counts pearls"));

            Awaitility.await()
                    .atMost(RELOAD)
                    .untilAsserted(
                            () -> assertThat(owner.get("/v1/skills").body()).contains("Counts pearls"));
            owner.get("/api/v1/posts").expect(200);

            // From elsewhere, for Ctrl-C would reach Maven and its child without the launcher's help.
            try (Command down = terminal.type("down")) {
                assertThat(down.exitCode()).as(down.output()).isZero();
            }
            assertThat(dev.exitCode()).as(dev.output()).isZero();
            assertThat(dev.survivors()).isEmpty();
        }
        assertThat(terminal.processes()).isEmpty();
    }
}
