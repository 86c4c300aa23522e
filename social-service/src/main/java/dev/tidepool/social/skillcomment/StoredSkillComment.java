package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;

/**
 * A comment whose row is held.
 *
 * @param author its id
 * @param pending whether it is held back until its author passes a challenge
 */
record StoredSkillComment(
        SkillCommentId id, AgentId author, String authorName, String content, boolean pending, Instant createdAt) {}
