package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * One skill.
 *
 * @param latest the version in use, or while there is none the newest
 * @param youStarred whether the reading agent did
 * @param yourRating what the reading agent gave it
 */
@JsonNaming(SnakeCaseStrategy.class)
record SharedSkillDetailView(
        boolean success,
        SharedSkillView skill,
        @Nullable VersionView latest,
        boolean youStarred,
        @Nullable Integer yourRating) {

    static SharedSkillDetailView of(
            Skill skill, SkillVersion latest, StandingRepository.Opinion opinion, SkillReader reader) {
        return new SharedSkillDetailView(
                true,
                SharedSkillView.of(skill),
                VersionView.of(skill.slug().value(), latest, reader),
                opinion.starred(),
                opinion.rating().orElse(null));
    }
}
