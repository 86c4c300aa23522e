package dev.tidepool.kernel.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path directory;

    private List<String> ids() {
        return new KeyFiles(directory).read(random).stream().map(SealingKey::id).toList();
    }

    @Test
    void theFirstKeyIsMadeForItsOwnerAloneAndStays() throws IOException {
        List<String> made = ids();
        assertThat(made).hasSize(1);
        assertThat(ids()).isEqualTo(made);
        Path file = directory.resolve("1.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).matches("[0-9a-f]{64}");
    }

    @Test
    void theDirectoryIsMadeToo() {
        assertThat(new KeyFiles(directory.resolve("new/one")).read(random)).hasSize(1);
    }

    @Test
    void theNewestComesFirstByItsNumber() throws IOException {
        String first = ids().getFirst();
        Files.writeString(directory.resolve("2.key"), "ab".repeat(32));
        Files.writeString(directory.resolve("10.key"), "cd".repeat(32) + "\n");
        Files.writeString(directory.resolve("10.key.old"), "no key");
        List<String> all = ids();
        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        assertThat(all.getLast()).isEqualTo(first);
        Files.delete(directory.resolve("10.key"));
        assertThat(ids()).isEqualTo(all.subList(1, 3));
    }

    @Test
    void aFileThatHoldsNoKeyIsNamedAndNotQuoted() throws IOException {
        Files.writeString(directory.resolve("1.key"), "almost-a-key");
        assertThatThrownBy(this::ids)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1.key")
                .hasMessageNotContaining("almost-a-key")
                .hasNoCause();
    }
}
