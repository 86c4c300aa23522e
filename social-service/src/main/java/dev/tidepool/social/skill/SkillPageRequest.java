package dev.tidepool.social.skill;

import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/**
 * Which skills are listed, and how.
 *
 * @param owner name of the agent that shares them
 */
public record SkillPageRequest(
        SkillSort sort, Optional<String> tag, Optional<String> owner, PageLimit limit, Optional<String> cursor) {

    String cursorList() {
        return "skills:" + sort.wireName() + ":" + tag.orElse("") + ":" + owner.orElse("");
    }
}
