package dev.tidepool.social.skill;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** A version as the answer to a download. It never changes, so its hash is its entity tag. */
public final class Archive {

    public static final String ZIP = "application/zip";

    /** Whoever installs compares what came with it. */
    private static final String CONTENT_HASH = "X-Content-Hash";

    private Archive() {}

    static boolean isKnown(SkillVersion version, @Nullable String tags) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tagOf(version)::equals);
    }

    static RestResponse<ArchiveContent> notModified(SkillVersion version) {
        return ResponseBuilder.<ArchiveContent>notModified()
                .header(HttpHeaders.ETAG, tagOf(version))
                .build();
    }

    public static RestResponse<ArchiveContent> of(SkillReadService.Found found, byte[] zip) {
        SkillVersion version = found.version();
        return ResponseBuilder.ok(new ArchiveContent(zip), ZIP)
                .header(HttpHeaders.ETAG, tagOf(version))
                .header(CONTENT_HASH, version.contentHash())
                .header("X-Skill-Version", version.version().value())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + found.skill().slug() + "-" + version.version() + ".zip\"")
                .build();
    }

    private static String tagOf(SkillVersion version) {
        return '"' + version.contentHash() + '"';
    }
}
