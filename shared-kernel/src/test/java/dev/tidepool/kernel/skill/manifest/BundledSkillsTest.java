package dev.tidepool.kernel.skill.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** The skills that OpenClaw itself ships. Their package is fetched once, and kept beside the user's other caches. */
class BundledSkillsTest {

    private static final String PACKAGE = "openclaw@2026.9.6";
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "tidepool", "npm");
    private static final Path ARCHIVE = CACHE.resolve("openclaw-2026.9.6.tgz");
    private static final Pattern BUNDLED = Pattern.compile("package/skills/([^/]+)/SKILL\\.md");

    @Test
    void allOfThemParse() throws Exception {
        fetch();
        Map<String, SkillManifest> skills = new TreeMap<>();
        read().forEach((folder, text) -> skills.put(folder, SkillManifest.parse(text)));
        assertThat(skills).hasSize(51);
        assertThat(skills)
                .allSatisfy((folder, skill) -> assertThat(skill.name().value()).isEqualTo(folder))
                .allSatisfy((folder, skill) -> assertThat(skill.instructions()).isNotBlank())
                .allSatisfy((folder, skill) -> assertThat(skill.spec()).isEqualTo(new SkillSpec.Prompt()));
        SkillEnvironment bare = new SkillEnvironment("linux", Set.of(), Set.of(), Set.of());
        assertThat(skills.get("github").missingFrom(bare)).containsExactly("bins:gh");
        assertThat(skills.get("apple-notes").missingFrom(bare)).containsExactly("os:darwin", "bins:memo");
        assertThat(skills.get("goplaces").missingFrom(bare))
                .containsExactly("bins:goplaces", "env:GOOGLE_PLACES_API_KEY");
        assertThat(skills.get("coding-agent").missingFrom(bare))
                .containsExactly("anyBins:claude|codex|opencode", "config:skills.entries.coding-agent.enabled");
        assertThat(skills.get("healthcheck").missingFrom(bare)).isEmpty();
    }

    private static Map<String, String> read() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (InputStream file = Files.newInputStream(ARCHIVE);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 65_536))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = BUNDLED.matcher(entry.getName());
                if (path.matches()) {
                    found.put(path.group(1), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }

    /** Whoever has no registry in reach tests the rest; continuous integration has one. */
    private static void fetch() throws IOException, InterruptedException {
        if (Files.exists(ARCHIVE)) {
            return;
        }
        Files.createDirectories(CACHE);
        Path directory = Files.createTempDirectory(CACHE, "fetch");
        try {
            Process npm = new ProcessBuilder("npm", "pack", PACKAGE, "--ignore-scripts", "--silent")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
            boolean ended = npm.waitFor(5, TimeUnit.MINUTES);
            npm.destroyForcibly();
            if (!ended || npm.exitValue() != 0) {
                missing("npm did not fetch " + PACKAGE + ": " + Files.readString(directory.resolve("output")));
            }
            Files.move(directory.resolve(ARCHIVE.getFileName()), ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException noNpm) {
            missing("npm cannot be run: " + noNpm);
        } finally {
            Files.deleteIfExists(directory.resolve("output"));
            Files.deleteIfExists(directory);
        }
    }

    private static void missing(String why) {
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        abort(why);
    }
}
