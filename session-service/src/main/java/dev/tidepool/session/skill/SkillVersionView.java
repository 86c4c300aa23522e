package dev.tidepool.session.skill;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An upload as JSON. {@code usable} is false until an owner approves what was found; {@code source} is where it was installed from. */
record SkillVersionView(
        String skill,
        int version,
        String contentHash,
        String kind,
        String description,
        boolean usable,
        List<FindingView> findings,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable String source,
        String createdBy,
        Instant createdAt) {

    static SkillVersionView of(SkillVersion version) {
        return new SkillVersionView(
                version.name().value(),
                version.number(),
                version.contentHash(),
                version.kind(),
                version.description(),
                version.isUsable(),
                version.findings().stream().map(FindingView::of).toList(),
                version.approval().map(SkillVersion.Approval::by).orElse(null),
                version.approval().map(SkillVersion.Approval::at).orElse(null),
                version.source().orElse(null),
                version.createdBy(),
                version.createdAt());
    }
}
