package dev.tidepool.kernel.skill.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleWriterTest {

    private static final BundleLimits LIMITS = new BundleLimits(3, 100, 150);

    @Test
    void whatIsWrittenIsReadAgain() {
        SkillBundle bundle = BundleReader.ofFiles(List.of(file("SKILL.md", "a"), file("notes/ä.txt", "b")), LIMITS);
        SkillBundle read = BundleReader.read(BundleWriter.zip(bundle), LIMITS);
        assertThat(read.hash()).isEqualTo(bundle.hash());
        assertThat(read.files()).extracting(BundleFile::path).containsExactly("SKILL.md", "notes/ä.txt");
    }

    @Test
    void theSameFilesAreTheSameBytes() {
        SkillBundle one = BundleReader.ofFiles(List.of(file("SKILL.md", "a"), file("b", "b")), LIMITS);
        SkillBundle other = BundleReader.ofFiles(List.of(file("b", "b"), file("SKILL.md", "a")), LIMITS);
        assertThat(BundleWriter.zip(one)).isEqualTo(BundleWriter.zip(other));
    }

    @Test
    void theOnlyFolderOfFilesIsLeftOut() {
        SkillBundle bundle = BundleReader.ofFiles(List.of(file("tide/SKILL.md", "a"), file("tide/b", "b")), LIMITS);
        assertThat(bundle.files()).extracting(BundleFile::path).containsExactly("SKILL.md", "b");
    }

    @Test
    void filesOneByOneAreHeldToTheRulesOfArchives() {
        refused("../SKILL.md", "../SKILL.md", file("../SKILL.md", "a"));
        refused("two files", "two files", file("SKILL.md", "a"), file("skill.MD", "a"));
        refused("100 bytes", "100 bytes", file("SKILL.md", "a".repeat(101)));
        refused("150 bytes", "150 bytes", file("SKILL.md", "a".repeat(90)), file("b", "a".repeat(90)));
        refused("3 files", "3 files", file("SKILL.md", "a"), file("b", ""), file("c", ""), file("d", ""));
    }

    private static void refused(String what, String detail, BundleFile... files) {
        assertThatThrownBy(() -> BundleReader.ofFiles(List.of(files), LIMITS))
                .as(what)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.detail()).contains(detail));
    }

    private static BundleFile file(String path, String text) {
        return new BundleFile(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
