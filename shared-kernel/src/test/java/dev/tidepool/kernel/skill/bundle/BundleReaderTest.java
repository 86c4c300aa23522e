package dev.tidepool.kernel.skill.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.test.Zips;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleReaderTest {

    private static final BundleLimits LIMITS = new BundleLimits(256, 1_048_576, 8_388_608);

    @Test
    void readsFilesInTheOrderOfTheirPaths() {
        SkillBundle bundle =
                read(Zips.zip().with("b/c.txt", "two").with("SKILL.md", "text").with("a.txt", "one"));
        assertThat(bundle.files()).extracting(BundleFile::path).containsExactly("SKILL.md", "a.txt", "b/c.txt");
        assertThat(bundle.manifest()).isEqualTo("text");
    }

    @Test
    void takesTheOnlyFolderAway() {
        SkillBundle bundle = read(Zips.zip()
                .with("tides/SKILL.md", "text")
                .with("tides/a.txt", "one")
                .with("__MACOSX/._SKILL.md", "noise"));
        assertThat(bundle.files()).extracting(BundleFile::path).containsExactly("SKILL.md", "a.txt");
    }

    @Test
    void hashesAsClawhubDoes() {
        String lines = "SKILL.md:" + Sha256.hex("text") + "\na.txt:" + Sha256.hex("one");
        assertThat(read(Zips.zip().with("a.txt", "one").with("SKILL.md", "text"))
                        .hash())
                .isEqualTo(Sha256.hex(lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../out.txt",
                "a/../../out.txt",
                "/etc/passwd",
                "a/./b",
                "a//b",
                "a\\..\\b",
                "C:evil.txt",
                "a/b.",
                " a",
                "a\u0000b",
                "a\u202Etxt",
                "a\nb"
            })
    void pathsDoNotEscape(String path) {
        assertRefused(Zips.zip().with("SKILL.md", "text").with(path, "x").bytes(), "path");
    }

    @Test
    void linksAreNotTaken() {
        assertRefused(
                Zips.zip().with("SKILL.md", "text").withLink("a", "/etc/passwd").bytes(), "no regular file");
    }

    @Test
    void namesThatDifferByCaseAloneAreTheSame() {
        assertRefused(Zips.zip().with("SKILL.md", "text").with("skill.MD", "x").bytes(), "two files");
    }

    @Test
    void aBombIsPutOutAtTheLimit() {
        byte[] zip = Zips.zip()
                .with("SKILL.md", "text")
                .with("bomb", new byte[64 * 1024 * 1024])
                .bytes();
        assertThat(zip.length).isLessThan(100_000);
        assertRefused(zip, "bomb must be at most 1048576 bytes");
    }

    @Test
    void manySmallBombsAreOne() {
        Zips zip = Zips.zip().with("SKILL.md", "text");
        for (int number = 0; number < 9; number++) {
            zip.with("part" + number, new byte[1_048_576]);
        }
        assertRefused(zip.bytes(), "at most 8388608 bytes");
    }

    @Test
    void limitsHoldAtTheirEdge() {
        assertThat(read(Zips.zip().with("SKILL.md", new byte[1_048_576])).bytes())
                .isEqualTo(1_048_576);
        assertRefused(Zips.zip().with("SKILL.md", new byte[1_048_577]).bytes(), "1048576");
        assertThat(read(ofFiles(256)).files()).hasSize(256);
        assertRefused(ofFiles(257).bytes(), "256 files");
        assertRefused(ofFiles(5000).bytes(), "256 files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "not a zip at all, whatever it says"})
    void whatIsNoArchiveIsToldSo(String bytes) {
        assertRefused(bytes.getBytes(StandardCharsets.UTF_8), "zip");
    }

    @Test
    void anArchiveCutAnywhereIsRefusedAndNothingElse() {
        byte[] whole =
                Zips.zip().with("SKILL.md", "text".repeat(50)).with("a", "b").bytes();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "");
        }
    }

    @Test
    void anArchiveWithAByteChangedIsReadOrRefusedAndNothingElse() {
        byte[] whole =
                Zips.zip().with("SKILL.md", "text".repeat(50)).with("a", "b").bytes();
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0xff;
            try {
                BundleReader.read(changed, LIMITS);
            } catch (Problem refused) {
                assertThat(refused.code()).isEqualTo(SkillFormatError.ARCHIVE_REFUSED);
            }
        }
    }

    /** A file that is itself an archive: its entries look like those of the archive that it is packed in. */
    @Test
    void whatIsTakenFileByFileCanBeReadWhenItIsPacked() {
        BundleFile manifest = new BundleFile("SKILL.md", "text".getBytes(StandardCharsets.UTF_8));
        SkillBundle few = BundleReader.ofFiles(
                List.of(manifest, new BundleFile("a.zip", ofFiles(200).bytes())), LIMITS);
        assertThat(BundleReader.read(BundleWriter.zip(few), LIMITS).hash()).isEqualTo(few.hash());
        BundleFile many = new BundleFile("a.zip", ofFiles(600).bytes());
        assertThatThrownBy(() -> BundleReader.ofFiles(List.of(manifest, many), LIMITS))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(SkillFormatError.ARCHIVE_REFUSED);
                    assertThat(problem.detail()).contains("a.zip");
                });
    }

    private static Zips ofFiles(int count) {
        Zips zip = Zips.zip();
        for (int number = 0; number < count; number++) {
            zip.with("file" + number, "x");
        }
        return zip;
    }

    private static SkillBundle read(Zips zip) {
        return BundleReader.read(zip.bytes(), LIMITS);
    }

    private static void assertRefused(byte[] zip, String detail) {
        assertThatThrownBy(() -> BundleReader.read(zip, LIMITS)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(SkillFormatError.ARCHIVE_REFUSED);
            assertThat(problem.detail()).contains(detail);
        });
    }
}
