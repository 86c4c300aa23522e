package dev.tidepool.social.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.skill.bundle.BundleFile;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClawhubFingerprintTest {

    /** What {@code sort((a, b) => a.localeCompare(b))} of Node 20 makes of them. */
    @Test
    void pathsAreOrderedAsTheClientOrdersThem() {
        List<String> ordered = List.of(
                "a",
                "A",
                "a_b",
                "a-b",
                "a.b",
                "a/b",
                "aa/b",
                "ab",
                "aB",
                "Ab",
                "ab2",
                "b",
                "B",
                "docs/a.md",
                "skill.md",
                "SKILL.md");
        assertThat(ordered.reversed().stream().sorted(ClawhubFingerprint.LOCALE_ORDER))
                .containsExactlyElementsOf(ordered);
    }

    @Test
    void textFilesAloneCount() {
        SkillBundle bundle = new SkillBundle(List.of(
                file("SKILL.md", "a"),
                file("docs/x.md", "b"),
                file("LICENSE", "c"),
                file("picture.png", "d"),
                file(".hidden/x.md", "e"),
                new BundleFile("blob", new byte[] {0, 1})));
        assertThat(ClawhubFingerprint.of(bundle))
                .isEqualTo(Sha256.hex("docs/x.md:" + Sha256.hex("b") + "\nLICENSE:" + Sha256.hex("c") + "\nSKILL.md:"
                        + Sha256.hex("a")));
    }

    private static BundleFile file(String path, String text) {
        return new BundleFile(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
