package dev.tidepool.social.clawhub;

import dev.tidepool.kernel.skill.bundle.Finding;
import dev.tidepool.social.skill.SkillVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a version: the client warns of it, and installs with {@code --force} alone.
 *
 * @param verdict clean or suspicious
 */
record ModerationView(
        boolean isSuspicious,
        boolean isMalwareBlocked,
        String verdict,
        List<String> reasonCodes,
        @Nullable String summary,
        List<EvidenceView> evidence) {

    record EvidenceView(String code, String severity, String file, int line, String message, String evidence) {

        static EvidenceView of(Finding finding) {
            return new EvidenceView(
                    finding.concern().wireName(), "warn", finding.file(), finding.line(), finding.detail(), "");
        }
    }

    static ModerationView of(SkillVersion version) {
        boolean suspicious = !version.findings().isEmpty();
        return new ModerationView(
                suspicious,
                false,
                suspicious ? "suspicious" : "clean",
                version.findings().stream()
                        .map(finding -> finding.concern().wireName())
                        .distinct()
                        .toList(),
                !suspicious ? null : version.isUsable() ? "Released by a moderator." : "Waits for a moderator.",
                version.findings().stream().map(EvidenceView::of).toList());
    }
}
