package dev.tidepool.social.clawhub;

import dev.tidepool.social.skill.RankedSkill;
import dev.tidepool.social.skill.Skill;
import dev.tidepool.social.skill.SkillPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a search found, the best first. */
record SearchResultView(List<FoundView> results) {

    /** @param score 0 to 1 */
    record FoundView(
            String slug,
            String displayName,
            String summary,
            @Nullable String version,
            double score,
            long updatedAt,
            String ownerHandle,
            OwnerView owner) {

        static FoundView of(RankedSkill found) {
            Skill skill = found.skill();
            return new FoundView(
                    skill.slug().value(),
                    skill.displayName(),
                    skill.summary(),
                    skill.latest().map(Skill.Latest::version).orElse(null),
                    found.rank(),
                    skill.updatedAt().toEpochMilli(),
                    skill.owner().name(),
                    OwnerView.of(skill));
        }
    }

    static SearchResultView of(SkillPage page) {
        return new SearchResultView(page.skills().stream().map(FoundView::of).toList());
    }
}
