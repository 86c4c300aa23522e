package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Skills that would do harm, through the gateway: each is refused in words, or held to its bounds. */
class BadSkillEndToEndTest {

    private static final String GOOD = "---\nname: %s\ndescription: d\n---\nDo.\n";
    private static final int MEBIBYTE = 1 << 20;

    private final Running suite = Running.suite();
    private final String name = "harm-" + UUID.randomUUID().toString().substring(0, 8);

    private SkillArchive good() {
        return SkillArchive.of(GOOD.formatted(name));
    }

    private void refused(SkillArchive archive, String code, String words) {
        Answer answer = archive.upload(suite.owner()).expectProblem(400, code);
        assertThat(answer.text("detail")).contains(words);
        suite.owner().get("/v1/skills/" + name).expectProblem(404, "SKILL_NOT_FOUND");
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsRefused() {
        byte[] zeros = new byte[64 * MEBIBYTE];
        byte[] bomb = good().with("zeros", zeros).bytes();
        assertThat(bomb.length).isLessThan(MEBIBYTE);
        Answer answer = SkillArchive.upload(suite.owner(), bomb).expectProblem(400, "ARCHIVE_REFUSED");
        assertThat(answer.text("detail")).contains("zeros", "1048576 bytes, unpacked");
        SkillArchive together = good();
        IntStream.range(0, 9).forEach(at -> together.with("zeros-" + at, new byte[MEBIBYTE]));
        refused(together, "ARCHIVE_REFUSED", "at most 8388608 bytes, unpacked");
        SkillArchive many = good();
        IntStream.range(0, 256).forEach(at -> many.with("file-" + at, "x"));
        refused(many, "ARCHIVE_REFUSED", "at most 256 files");
    }

    @ParameterizedTest
    @CsvSource({"../escape", "a/../../escape", "/etc/passwd", "C:/windows", "a\\..\\b", "nul:"})
    void aPathThatEscapesIsRefused(String path) {
        refused(good().with(path, "x"), "ARCHIVE_REFUSED", "is not relative within the archive, or is not portable");
    }

    @Test
    void aLinkIsRefused() {
        refused(good().withLink("secrets", "/etc/passwd"), "ARCHIVE_REFUSED", "Links are not taken");
        refused(good().with("a.md", "x").with("A.md", "y"), "ARCHIVE_REFUSED", "two files named");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Do.|must begin with a line ---",
                "---\\nname: %s|must end with a line ---",
                "---\\nname: %s\\ndescription: [\\n---\\nDo.|not valid YAML at line",
                "---\\ndescription: d\\n---\\nDo.|name must be given",
                "---\\nname: Not A Name\\ndescription: d\\n---\\nDo.|name must be 1 to 64",
                "---\\nname: %s\\n---\\nDo.|description must be given",
                "---\\nname: %s\\ndescription: d\\n---|Write below the frontmatter",
                "---\\nname: %s\\ndescription: d\\nmetadata: {tidepool: {kind: shell}}\\n---\\nDo.|prompt, http, wasm",
                "---\\nname: %s\\ndescription: d\\nmetadata: {tidepool: {kind: wasm}}\\n---\\n|no skill.wasm in the archive",
                "---\\nname: %s\\ndescription: d\\nmetadata: {tidepool: {kind: browser, browser: {url: 'file:///etc'}}}\\n---\\n|an https address",
                "---\\nname: %s\\ndescription: d\\nmetadata: {tidepool: {kind: browser, browser: {url: 'https://a.example', allowedHosts: ['a b']}}}\\n---\\n|must hold hosts such as"
            })
    void aMalformedSkillIsToldWhatIsWrong(String manifest, String words) {
        refused(SkillArchive.of(manifest.replace("\\n", "\n").replace("%s", name)), "SKILL_MALFORMED", words);
    }

    @Test
    void whatIsNoArchiveOrNoSkillIsRefused() {
        SkillArchive.upload(suite.owner(), new byte[] {'P', 'K', 3, 4}).expectProblem(400, "ARCHIVE_REFUSED");
        new SkillArchive().with("README.md", "x").upload(suite.owner()).expectProblem(400, "SKILL_MALFORMED");
    }

    @Test
    void aModuleThatWantsTooMuchMemoryIsRefusedOrHeldToItsBounds() {
        refused(module(WasmModule.vast()), "SKILL_MALFORMED", "at most 256 pages");
        module(WasmModule.growing()).upload(suite.owner()).expect(201);
        assertThat(execute().text("status")).isEqualTo("completed");
    }

    @Test
    void aModuleThatNeverEndsIsEndedAndTheNextOneRuns() {
        module(WasmModule.endless()).upload(suite.owner()).expect(201);
        Answer ended = execute();
        assertThat(ended.text("status")).isEqualTo("failed");
        assertThat(ended.text("error.code")).isIn("SKILL_TIMEOUT", "SKILL_FAILED");
        module(WasmModule.echo()).upload(suite.owner()).expect(201);
        assertThat(execute().text("status")).isEqualTo("completed");
    }

    private SkillArchive module(byte[] wasm) {
        return SkillArchive.of(
                        "---\nname: %s\ndescription: d\nmetadata: {tidepool: {kind: wasm}}\n---\n".formatted(name))
                .with("skill.wasm", wasm);
    }

    private Answer execute() {
        return suite.owner()
                .post("/v1/skills/" + name + "/execute", "{\"input\":{\"tide\":\"high\"},\"timeoutSeconds\":3}")
                .expect(200);
    }
}
