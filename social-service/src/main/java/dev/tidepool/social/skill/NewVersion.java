package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.bundle.Finding;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.kernel.skill.bundle.SkillScan;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.social.input.PlainText;
import dev.tidepool.social.input.ReservedNames;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A version about to be published: read, checked and looked through. Pure; takes milliseconds: not for the event loop. */
record NewVersion(
        SkillManifest manifest,
        SkillBundle bundle,
        List<Finding> findings,
        SemVer version,
        String displayName,
        String changelog,
        List<String> tags,
        String fingerprint) {

    private static final String LATEST = "latest";
    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    /** Paths below {@code /skills} have these places. */
    private static final Set<String> PLACES = Set.of("search", "trending", "install", "quarantine", "latest", "me");

    /** @throws Problem 400 naming the field or the file that breaks a rule */
    static NewVersion of(SkillBundle bundle, PublishRequest request, SkillConfig limits) {
        SkillManifest manifest = SkillManifest.parse(bundle.manifest());
        requireSlug(manifest.name(), request);
        if (manifest.spec() instanceof SkillSpec.Wasm wasm) {
            bundle.module(wasm);
        }
        return new NewVersion(
                manifest,
                bundle,
                SkillScan.scan(manifest, bundle),
                SemVer.of(
                        "version",
                        Optional.ofNullable(request.version())
                                .or(manifest::version)
                                .orElse(null)),
                displayName(manifest, request, limits),
                PlainText.optional("changelog", request.changelog(), limits.maxChangelogCharacters())
                        .orElse(""),
                tags(request, limits),
                ClawhubFingerprint.of(bundle));
    }

    SkillName slug() {
        return manifest.name();
    }

    SkillVersion stored(SkillVersionId id, Instant now) {
        return new SkillVersion(
                id,
                version,
                displayName,
                changelog,
                tags,
                bundle.hash(),
                fingerprint,
                manifest.spec().kind(),
                manifest.description(),
                bundle.files().size(),
                bundle.bytes(),
                findings,
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** Whoever installs a skill must get what it is called: the registry and the file name the same. */
    private static void requireSlug(SkillName name, PublishRequest request) {
        if (request.slug() != null && !request.slug().equals(name.value())) {
            throw Problem.of(
                            SharedSkillError.SKILL_NAME_DIFFERS,
                            "SKILL.md has the name " + name + ". Give the same slug, or none.")
                    .with("field", "slug");
        }
        if (ReservedNames.contains(name.value()) || PLACES.contains(name.value())) {
            throw Problem.of(
                            SharedSkillError.SKILL_NAME_RESERVED,
                            "The name " + name + " is reserved. Choose another in SKILL.md.")
                    .with("field", "slug");
        }
    }

    private static String displayName(SkillManifest manifest, PublishRequest request, SkillConfig limits) {
        return PlainText.optional("displayName", request.displayName(), limits.maxDisplayNameCharacters())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> Arrays.stream(manifest.name().value().split("-", -1))
                        .filter(word -> !word.isEmpty())
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining(" ")));
    }

    private static List<String> tags(PublishRequest request, SkillConfig limits) {
        List<String> tags = Optional.ofNullable(request.tags()).orElse(List.of()).stream()
                .map(tag -> Objects.requireNonNullElse(tag, ""))
                .filter(tag -> !tag.equals(LATEST))
                .distinct()
                .toList();
        tags.forEach(NewVersion::requireTag);
        if (tags.size() > limits.maxTags()) {
            throw Problem.invalidField("tags", "A skill has at most " + limits.maxTags() + " tags.");
        }
        return tags;
    }

    private static void requireTag(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw Problem.invalidField("tags", "A tag is 1 to 32 lower-case letters, digits, ., - and _.");
        }
    }
}
