package dev.tidepool.social.skillcomment;

import dev.tidepool.social.skill.Skill;
import java.util.List;
import java.util.Optional;

/** Part of a skill's comments, and the cursor that leads on. */
record SkillCommentPage(Skill skill, SkillCommentSort sort, List<SkillComment> comments, Optional<String> next) {

    SkillCommentPage {
        comments = List.copyOf(comments);
    }
}
