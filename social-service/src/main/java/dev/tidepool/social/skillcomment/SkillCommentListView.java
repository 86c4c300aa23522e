package dev.tidepool.social.skillcomment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a skill's comments.
 *
 * @param skill the skill's slug
 * @param commentCount how many there are in all
 */
@JsonNaming(SnakeCaseStrategy.class)
record SkillCommentListView(
        boolean success,
        String skill,
        int commentCount,
        String sort,
        int count,
        boolean hasMore,
        @Nullable String nextCursor,
        List<SkillCommentView> comments) {

    static SkillCommentListView of(SkillCommentPage page) {
        List<SkillCommentView> comments =
                page.comments().stream().map(SkillCommentView::of).toList();
        return new SkillCommentListView(
                true,
                page.skill().slug().value(),
                page.skill().counts().comments(),
                page.sort().wireName(),
                comments.size(),
                page.next().isPresent(),
                page.next().orElse(null),
                comments);
    }
}
