package dev.tidepool.social.skillcomment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a new comment.
 *
 * @param verificationRequired true when its author must pass a challenge first, else absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record SkillCommentDetailView(
        boolean success,
        String message,
        SkillCommentView comment,
        @JsonInclude(Include.NON_NULL) @Nullable Boolean verificationRequired) {

    static SkillCommentDetailView created(WrittenSkillComment written) {
        boolean held = written.challenge().isPresent();
        return new SkillCommentDetailView(
                true,
                held ? "Comment added. Answer its challenge, and others will see it." : "Comment added.",
                SkillCommentView.of(written.comment(), VerificationView.of(written.challenge())),
                held ? true : null);
    }
}
