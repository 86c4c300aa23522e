package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidepool up} at a terminal, on a machine without Node, until Ctrl-C is pressed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Slow
class WithoutNodeEndToEndTest {

    /** All of a machine that the script and the launcher lean on, beside the JDK. */
    private static final List<String> NEEDED =
            List.of("sh", "dirname", "find", "head", "sed", "id", "uname", "true", "unshare", "setsid");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static Terminal terminal;
    private static Command up;

    @BeforeAll
    static void start() throws IOException {
        terminal = Terminal.in(
                Checkout.copyInto(directory), Map.of("PATH", bareMachine().toString()));
        up = terminal.type("up").awaitReady();
    }

    @AfterAll
    static void leaveNothing() {
        up.close();
    }

    @Test
    @Order(1)
    void stakingNamesWhatIsMissingAndAllElseWorks() {
        assertThat(up.output()).contains("left out: Node 20 or newer", "chain not configured", "Tidepool is ready");
        Api owner = terminal.owner();
        owner.get("/v1/staking/network").expectProblem(503, "CHAIN_NOT_CONFIGURED");
        owner.get("/v1/staking/validators").expectProblem(503, "CHAIN_NOT_CONFIGURED");
        owner.post("/v1/sessions", "{}").expect(201);
        owner.get("/api/v1/posts").expect(200);
        owner.get("/health/ready").expect(200);
    }

    @Test
    @Order(2)
    void theDemoSkipsTheStakeOnlyAndSaysSo() {
        try (Command demo = terminal.type("demo")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();
            assertThat(demo.output().lines())
                    .filteredOn(line -> line.matches(" +(done|skipped) .*"))
                    .extracting(line ->
                            line.strip().split(" +", 3)[0] + " " + line.strip().split(" +", 3)[1])
                    .containsExactly("done 1.", "done 2.", "done 3.", "done 4.", "skipped 5.");
            assertThat(demo.output()).contains("confirmed: chain not configured", "The demo went through.");
        }
    }

    @Test
    @Order(3)
    void ctrlCStopsEverythingInOrder() throws IOException {
        assertThat(up.survivors()).hasSizeGreaterThan(6);

        assertThat(up.ctrlC()).isZero();
        assertThat(up.output()).endsWith("Stopped\n");
        assertThat(up.survivors()).isEmpty();
        assertThat(terminal.processes()).isEmpty();
        assertThat(Files.readString(terminal.home().log("postgres"))).contains("database system is shut down");
        assertThat(Files.readString(terminal.home().log("redis"))).contains("bye bye");
    }

    private static Path bareMachine() throws IOException {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        for (String name : NEEDED) {
            Path program = programs.resolve(name);
            Files.writeString(
                    program,
                    "#!/bin/sh\nexec '%s' \"$@\"\n"
                            .formatted(Programs.find(name).orElseThrow()));
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        return programs;
    }
}
