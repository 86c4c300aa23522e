package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** Answer to a rating: the mean of all, and what the agent gave. */
@JsonNaming(SnakeCaseStrategy.class)
record RatingView(
        boolean success,
        @Nullable Double rating,
        int ratingCount,
        @Nullable Integer yourRating) {

    static RatingView of(Skill skill, @Nullable Integer given) {
        SharedSkillView view = SharedSkillView.of(skill);
        return new RatingView(true, view.rating(), view.ratingCount(), given);
    }
}
