package dev.tidepool.kernel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir
    Path directory;

    @Test
    void createsAFileForItsOwnerOnly() throws IOException {
        Path file = directory.resolve("keys/one");
        assertThat(PrivateFile.create(file, "secret")).isTrue();
        assertThat(Files.readString(file)).isEqualTo("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsTheFirstOfTwo() throws IOException {
        Path file = directory.resolve("one");
        PrivateFile.create(file, "first");
        assertThat(PrivateFile.create(file, "second")).isFalse();
        assertThat(Files.readString(file)).isEqualTo("first");
    }

    @Test
    void replacesAFileAndLeavesNothingBeside() throws IOException {
        Path file = directory.resolve("one");
        PrivateFile.create(file, "first");
        PrivateFile.replace(file, "second");
        assertThat(Files.readString(file)).isEqualTo("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }
}
