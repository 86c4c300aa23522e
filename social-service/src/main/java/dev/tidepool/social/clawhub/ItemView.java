package dev.tidepool.social.clawhub;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.social.skill.Skill;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A skill. Times are milliseconds since 1970.
 *
 * @param tags the version that each tag leads to: always the one in use, {@code latest} among them
 * @param latestVersion absent where there is none: the client takes no null here
 */
record ItemView(
        String slug,
        String displayName,
        String summary,
        Map<String, String> tags,
        StatsView stats,
        long createdAt,
        long updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LatestView latestVersion) {

    record StatsView(long downloads, int stars, int versions) {}

    /** As in a list. */
    static ItemView of(Skill skill) {
        return of(skill, skill.latest().map(LatestView::of).orElse(null));
    }

    /** Beside its latest version. */
    static ItemView alone(Skill skill) {
        return of(skill, null);
    }

    private static ItemView of(Skill skill, @Nullable LatestView latest) {
        Map<String, String> tags = new LinkedHashMap<>();
        skill.latest().ifPresent(version -> {
            tags.put("latest", version.version());
            skill.tags().forEach(tag -> tags.put(tag, version.version()));
        });
        Skill.Counts counts = skill.counts();
        return new ItemView(
                skill.slug().value(),
                skill.displayName(),
                skill.summary(),
                tags,
                new StatsView(counts.downloads(), counts.stars(), counts.versions()),
                skill.createdAt().toEpochMilli(),
                skill.updatedAt().toEpochMilli(),
                latest);
    }
}
