package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The suite as an ordinary user, where the other tests run as root. */
@Slow
class OrdinaryUserEndToEndTest {

    private static final String NOBODY = "65534";
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void startsInTheBackgroundAndStops() throws IOException {
        assumeTrue(Programs.isRoot(), "the tests run as an ordinary user: all the others show this");
        assumeTrue(Programs.find("setpriv").isPresent(), "setpriv is not on this machine");
        Terminal terminal = terminal();
        try {
            assertEnds(terminal, 0, "Tidepool is ready", "up", "-d");
            assertEnds(terminal, 0, "Everything is ready.", "status");
            terminal.owner().post("/v1/sessions", "{}").expect(201);
            assertThat(terminal.processes())
                    .hasSizeGreaterThan(6)
                    .extracting(process -> process.info().user().filter("root"::equals))
                    .containsOnly(Optional.empty());
        } finally {
            assertEnds(terminal, 0, "Tidepool", "down");
        }
        assertThat(terminal.processes()).isEmpty();
        assertEnds(terminal, 1, "does not run", "status");
    }

    private Terminal terminal() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path checkout = Checkout.copyInto(directory);
        assertThat(Programs.succeeds("chown", "-R", NOBODY + ":" + NOBODY, directory.toString()))
                .isTrue();
        return new Terminal(checkout, AS_NOBODY, Map.of("HOME", directory.toString()));
    }

    private static void assertEnds(Terminal terminal, int code, String said, String... command) {
        try (Command typed = terminal.type(command)) {
            assertThat(typed.exitCode()).as(typed.output()).isEqualTo(code);
            assertThat(typed.output()).contains(said);
        }
    }
}
