package dev.tidepool.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path directory;

    private Path path;
    private LogFile log;

    @BeforeEach
    void prepare() {
        path = directory.resolve("a.log");
        log = new LogFile(path);
    }

    @Test
    void keepsThreeEarlierStarts() throws IOException {
        for (int start = 1; start <= 5; start++) {
            log.rotate();
            Files.writeString(path, "start " + start);
        }

        assertThat(path).hasContent("start 5");
        assertThat(directory.resolve("a.log.1")).hasContent("start 4");
        assertThat(directory.resolve("a.log.3")).hasContent("start 2");
        assertThat(directory.resolve("a.log.4")).doesNotExist();
    }

    @Test
    void isCutWhenTooLarge() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(LogFile.LARGEST_BYTES + 1);
        }
        log.cutIfLarge();

        assertThat(path).isEmptyFile();
        assertThat(directory.resolve("a.log.1")).hasSize(LogFile.LARGEST_BYTES + 1);
    }

    @Test
    void givesItsLastLines() throws IOException {
        Files.writeString(path, "one\n\ntwo\nthree\n");

        assertThat(log.lastLines(2)).containsExactly("two", "three");
        assertThat(new LogFile(directory.resolve("none")).lastLines(2)).isEmpty();
    }
}
