package dev.tidepool.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.local.suite.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with real databases and stand-ins for the services; whatever a test starts is ended after it. */
abstract class LaunchFixture {
    @TempDir
    Path directory;

    private final List<LauncherProcess> launchers = new ArrayList<>();
    Home home;

    @BeforeEach
    void prepare() throws IOException {
        home = new Home(StandInCheckout.in(directory.resolve("a checkout")), directory.resolve("its data"));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        launchers.forEach(LauncherProcess::kill);
        assertThat(command(Map.of(), "down").exitCode()).isZero();
        assertThat(processesOfThisHome()).isEmpty();
        Files.delete(home.programs());
    }

    final LauncherProcess up(Map<String, String> variables) {
        return command(variables, "up").awaitReady();
    }

    final LauncherProcess command(Map<String, String> variables, String... arguments) {
        LauncherProcess launcher = LauncherProcess.start(home, variables, arguments);
        launchers.add(launcher);
        return launcher;
    }

    final Snapshot.Row row(String name) {
        return Snapshot.read(home).orElseThrow().servers().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    final List<String> processesOfThisHome() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine())
                .flatMap(Optional::stream)
                .filter(line -> line.contains(directory.toString()))
                .toList();
    }
}
