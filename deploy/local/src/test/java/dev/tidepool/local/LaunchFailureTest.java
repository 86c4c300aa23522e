package dev.tidepool.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A launcher that cannot start, or is stopped before it has. */
class LaunchFailureTest extends LaunchFixture {
    @Test
    void showsWhyAServiceDiedAndLeavesNothingRunning() {
        LauncherProcess up = command(Map.of("STAND_IN_FAILS", "tidepool_social"), "up", "-d");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
                .contains("social exited with code 3", "| cannot go on: the reason of tidepool_social", "Remedy:")
                .doesNotContain("Exception");
        assertThat(processesOfThisHome()).isEmpty();
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            LauncherProcess up = command(Map.of("TIDEPOOL_PORT", port), "up");
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("Port " + port, "is taken", "TIDEPOOL_PORT=");
        }
    }

    @Test
    void namesADatabaseThatCannotBeReached() {
        String url = "postgresql://someone:secret@127.0.0.1:1/tidepool";
        LauncherProcess up = command(Map.of("TIDEPOOL_DATABASE_URL", url), "up");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
                .contains("TIDEPOOL_DATABASE_URL (postgresql://127.0.0.1:1/tidepool)", "Remedy:")
                .doesNotContain("secret");
        assertThat(processesOfThisHome()).isEmpty();
    }

    @Test
    void namesACorruptDataDirectory() throws IOException {
        Files.createDirectories(home.postgresData());
        Files.writeString(home.postgresData().resolve("stray"), "not a database");
        LauncherProcess up = command(Map.of(), "up");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).contains("PostgreSQL cannot use its data directory", "./tidepool reset");
        assertThat(processesOfThisHome()).isEmpty();
    }

    @Test
    void leavesNothingWhenStoppedBeforeItIsReady() {
        LauncherProcess launcher = command(Map.of(), "up");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(home.directory().resolve("postgres.new")));

        assertThat(launcher.stop()).isZero();
        assertThat(launcher.output()).endsWith("Stopped\n").doesNotContain("Remedy");
        assertThat(processesOfThisHome()).isEmpty();
        LauncherProcess next = up(Map.of());
        assertThat(next.stop()).isZero();
    }

    @Test
    void leavesNothingWhenStoppedWhileNpmInstalls() throws IOException {
        Path chain = Files.createDirectories(home.root().resolve("deploy/local/solana"));
        Files.writeString(chain.resolve("package-lock.json"), "{}");
        Path programs = Files.createDirectory(directory.resolve("programs"));
        program(programs.resolve("node"), "echo v22.1.0");
        program(programs.resolve("npm"), "exec tail -f '" + directory + "/its data/lock'");
        LauncherProcess launcher = command(Map.of("PATH", programs + ":" + System.getenv("PATH")), "up");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> processesOfThisHome().stream().anyMatch(line -> line.contains("tail")));

        launcher.stop();
        assertThat(launcher.output()).doesNotContain("Exception");
        await().atMost(Duration.ofSeconds(5)).until(() -> processesOfThisHome().isEmpty());
    }

    private static void program(Path path, String text) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + text + "\n");
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }
}
