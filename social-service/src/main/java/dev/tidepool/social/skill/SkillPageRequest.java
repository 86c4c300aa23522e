package dev.tidepool.social.skill;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/**
 * Which skills are listed, and how.
 *
 * @param owner name of the agent that shares them
 */
public record SkillPageRequest(
        SkillSort sort, Optional<String> tag, Optional<String> owner, PageLimit limit, Optional<String> cursor) {

    /** Names the list in cursors. What the client wrote is hashed: no text of its own choice may look like a part of a cursor. */
    String cursorList() {
        return "skills:" + sort.wireName() + ":" + Sha256.hex(tag.orElse("")) + ":" + Sha256.hex(owner.orElse(""));
    }
}
