package dev.tidepool.social.clawhub;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.skill.SkillSort;
import org.jspecify.annotations.Nullable;

/** The orders that clients of clawhub ask for. What is installed is not counted apart from what is downloaded. Pure. */
final class Orders {

    private Orders() {}

    /** The latest updated first when the client did not say. @throws Problem 400 when there is no such order */
    static SkillSort of(@Nullable String given) {
        return switch (given == null ? "" : given) {
            case "", "updated" -> SkillSort.UPDATED;
            case "createdAt", "newest" -> SkillSort.NEW;
            case "downloads", "installs", "installsCurrent", "installsAllTime" -> SkillSort.DOWNLOADS;
            case "stars" -> SkillSort.STARS;
            case "rating" -> SkillSort.RATING;
            case "trending" -> SkillSort.TRENDING;
            default ->
                throw Problem.invalidField(
                        "sort", "sort must be updated, createdAt, downloads, stars, rating or trending.");
        };
    }
}
