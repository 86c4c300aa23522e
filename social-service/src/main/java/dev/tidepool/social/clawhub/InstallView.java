package dev.tidepool.social.clawhub;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How a skill is installed: as an archive, or not because no version may be used. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstallView(
        boolean ok,
        String slug,
        @Nullable String installKind,
        @Nullable ArchiveView archive,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Integer status) {

    record ArchiveView(String version, String downloadUrl) {}

    static InstallView of(String slug, String version, String url) {
        return new InstallView(true, slug, "archive", new ArchiveView(version, url), null, null, null);
    }

    static InstallView none(String slug, int status) {
        return new InstallView(
                false,
                slug,
                null,
                null,
                "archive_version_missing",
                "No version of " + slug + " may be used: what was found in it waits for a moderator.",
                status);
    }
}
