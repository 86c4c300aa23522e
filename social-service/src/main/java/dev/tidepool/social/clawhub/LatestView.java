package dev.tidepool.social.clawhub;

import dev.tidepool.social.skill.Skill;
import org.jspecify.annotations.Nullable;

/** The version in use. Times are milliseconds since 1970. {@code license} is null: each skill has its own. */
record LatestView(
        String version,
        long createdAt,
        String changelog,
        @Nullable String license) {

    static LatestView of(Skill.Latest latest) {
        return new LatestView(latest.version(), latest.createdAt().toEpochMilli(), latest.changelog(), null);
    }
}
