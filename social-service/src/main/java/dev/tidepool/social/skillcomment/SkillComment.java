package dev.tidepool.social.skillcomment;

import dev.tidepool.social.comment.CommentAuthor;
import java.time.Instant;

/**
 * A comment as read, with its author, who is never absent.
 *
 * @param skill the skill's slug
 * @param verificationStatus {@code verified}, or {@code pending} until its author passes a challenge
 */
record SkillComment(
        SkillCommentId id,
        String skill,
        String content,
        CommentAuthor author,
        String verificationStatus,
        Instant createdAt) {}
