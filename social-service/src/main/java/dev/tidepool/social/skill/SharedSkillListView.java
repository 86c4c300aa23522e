package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of skills. */
@JsonNaming(SnakeCaseStrategy.class)
record SharedSkillListView(
        boolean success,
        List<SharedSkillView> skills,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    static SharedSkillListView of(SkillPage page) {
        List<SharedSkillView> views = page.skills().stream()
                .map(found -> SharedSkillView.of(found.skill()))
                .toList();
        return new SharedSkillListView(
                true, views, views.size(), page.next().isPresent(), page.next().orElse(null));
    }
}
