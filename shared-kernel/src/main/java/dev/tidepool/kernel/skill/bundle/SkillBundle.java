package dev.tidepool.kernel.skill.bundle;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A skill's files, in the order of their paths.
 *
 * @param files a SKILL.md among them
 */
public record SkillBundle(List<BundleFile> files) {

    public static final String MANIFEST = "SKILL.md";

    public SkillBundle {
        files = files.stream().sorted(Comparator.comparing(BundleFile::path)).toList();
    }

    /** @throws Problem 400 when there is no SKILL.md, or it is no text */
    public String manifest() {
        return file(MANIFEST)
                .flatMap(BundleFile::text)
                .orElseThrow(() -> Problem.of(
                                SkillFormatError.SKILL_MALFORMED,
                                "Put a SKILL.md in UTF-8 at the top of the archive, or in its only folder.")
                        .with("file", MANIFEST));
    }

    public Optional<BundleFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** @throws Problem 400 when there is no such file, or it does not begin as a WebAssembly module does */
    public BundleFile module(SkillSpec.Wasm wasm) {
        BundleFile module =
                file(wasm.module()).orElseThrow(() -> noModule("There is no " + wasm.module() + " in the archive."));
        if (!module.isWasm()) {
            throw noModule(wasm.module() + " is no WebAssembly module.");
        }
        return module;
    }

    private static Problem noModule(String detail) {
        return Problem.of(SkillFormatError.SKILL_MALFORMED, detail).with("field", "metadata.tidepool.wasm.module");
    }

    public long bytes() {
        return files.stream().mapToLong(file -> file.content().length).sum();
    }

    /** Clawhub's hash: SHA-256 of the lines {@code path:sha256} in the order of the paths. */
    public String hash() {
        return Sha256.hex(
                files.stream().map(file -> file.path() + ":" + file.sha256()).collect(Collectors.joining("\n")));
    }
}
