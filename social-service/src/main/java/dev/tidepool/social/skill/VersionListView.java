package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of versions, the highest first. */
@JsonNaming(SnakeCaseStrategy.class)
record VersionListView(
        boolean success,
        List<VersionView> versions,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    static VersionListView of(String slug, SkillReadService.Versions read, SkillReader reader) {
        List<VersionView> views = read.page().map(version -> VersionView.of(slug, version, reader));
        return new VersionListView(
                true, views, views.size(), read.page().hasMore(), read.next().orElse(null));
    }
}
