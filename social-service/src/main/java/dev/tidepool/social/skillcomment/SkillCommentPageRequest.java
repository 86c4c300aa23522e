package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/** Which part of a skill's comments to read. */
record SkillCommentPageRequest(String slug, SkillCommentSort sort, PageLimit limit, Optional<String> cursor) {

    /** Cursors are good for the list they came from. */
    String cursorList() {
        return "skill-comments:" + sort.wireName() + ":" + slug;
    }
}
