package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** Answer to a star. {@code action} is starred, already_starred, unstarred or not_starred. */
@JsonNaming(SnakeCaseStrategy.class)
record StarView(boolean success, String action, boolean isStarred) {

    static StarView of(StarOutcome outcome) {
        return new StarView(true, outcome.action(), outcome.isStarred());
    }
}
