package dev.tidepool.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    Path directory;

    @Test
    void findsTheVeryProcess() {
        PidFile file = new PidFile(directory.resolve("a.pid"));
        file.write(ProcessHandle.current());

        assertThat(file.process()).contains(ProcessHandle.current());
    }

    @Test
    void doesNotTakeAStrangerWithTheSamePid() throws IOException {
        Path path = directory.resolve("a.pid");
        Files.writeString(path, ProcessHandle.current().pid() + " 1000000\n");

        assertThat(new PidFile(path).process()).isEmpty();
    }

    @Test
    void findsNothingInAMissingOrDamagedFile() throws IOException {
        Path path = directory.resolve("a.pid");
        assertThat(new PidFile(path).process()).isEmpty();

        Files.writeString(path, "no pid");
        assertThat(new PidFile(path).process()).isEmpty();
    }
}
