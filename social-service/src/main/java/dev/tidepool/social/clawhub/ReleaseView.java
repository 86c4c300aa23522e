package dev.tidepool.social.clawhub;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.social.skill.SkillFile;
import dev.tidepool.social.skill.SkillVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version. Times are milliseconds since 1970. */
record ReleaseView(
        String version,
        long createdAt,
        String changelog,
        String changelogSource,
        @Nullable String license,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FileView> files) {

    record FileView(String path, int size, String sha256) {}

    static ReleaseView of(SkillVersion version) {
        return of(version, null);
    }

    static ReleaseView of(SkillVersion version, @Nullable List<SkillFile> files) {
        return new ReleaseView(
                version.version().value(),
                version.createdAt().toEpochMilli(),
                version.changelog(),
                "user",
                null,
                files == null
                        ? null
                        : files.stream()
                                .map(file -> new FileView(file.path(), file.bytes(), file.sha256()))
                                .toList());
    }
}
