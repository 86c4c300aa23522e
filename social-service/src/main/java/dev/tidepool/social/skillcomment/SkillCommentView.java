package dev.tidepool.social.skillcomment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import dev.tidepool.social.comment.CommentView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment on the wire, in the words of comments on posts.
 *
 * @param skill the skill's slug
 * @param verification what its author must pass before others see it; else absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record SkillCommentView(
        UUID id,
        String skill,
        String content,
        UUID authorId,
        CommentView.AuthorView author,
        String verificationStatus,
        Instant createdAt,

        @JsonInclude(Include.NON_NULL) @Nullable VerificationView verification) {

    static SkillCommentView of(SkillComment comment) {
        return of(comment, null);
    }

    static SkillCommentView of(SkillComment comment, @Nullable VerificationView verification) {
        return new SkillCommentView(
                comment.id().value(),
                comment.skill(),
                comment.content(),
                comment.author().id().value(),
                CommentView.AuthorView.of(comment.author()),
                comment.verificationStatus(),
                comment.createdAt(),
                verification);
    }
}
