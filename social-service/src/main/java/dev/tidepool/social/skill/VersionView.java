package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.skill.bundle.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version on the wire.
 *
 * @param status published, or quarantined until a moderator releases it or it is rejected
 * @param contentHash SHA-256 of the lines {@code path:sha256} of its files in the order of their paths
 * @param releasedBy who let it be used in spite of the findings; moderators alone are told
 * @param releasedAt when one did
 * @param rejectReason why a moderator does not let it be used
 */
@JsonNaming(SnakeCaseStrategy.class)
record VersionView(
        String skill,
        String version,
        String status,
        String changelog,
        List<String> tags,
        String contentHash,
        String kind,
        String description,
        int fileCount,
        long bytes,
        List<FindingView> findings,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt,
        @Nullable String rejectReason,
        Instant createdAt) {

    /** @param line from 1; 0 for the file as a whole */
    record FindingView(String concern, String file, int line, String detail) {

        static FindingView of(Finding finding) {
            return new FindingView(finding.concern().wireName(), finding.file(), finding.line(), finding.detail());
        }
    }

    static VersionView of(String skill, SkillVersion version, SkillReader reader) {
        return new VersionView(
                skill,
                version.version().value(),
                version.status(),
                version.changelog(),
                version.tags(),
                version.contentHash(),
                version.kind(),
                version.description(),
                version.files(),
                version.bytes(),
                version.findings().stream().map(FindingView::of).toList(),
                version.release()
                        .filter(release -> reader.moderates())
                        .map(SkillVersion.Release::by)
                        .orElse(null),
                version.release().map(SkillVersion.Release::at).orElse(null),
                version.rejection().map(SkillVersion.Rejection::reason).orElse(null),
                version.createdAt());
    }
}
