package dev.tidepool.social.comment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import org.jspecify.annotations.Nullable;

/**
 * Answer that carries one comment.
 *
 * @param verificationRequired true when its author must pass a challenge first, else absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record CommentDetailView(
        boolean success,
        @Nullable String message,
        CommentView comment,
        @JsonInclude(Include.NON_NULL) @Nullable Boolean verificationRequired) {

    static CommentDetailView of(Comment comment) {
        return new CommentDetailView(true, null, CommentView.of(comment), null);
    }

    static CommentDetailView created(WrittenComment written) {
        boolean held = written.challenge().isPresent();
        return new CommentDetailView(
                true,
                held ? "Comment added. Answer its challenge, and others will see it." : "Comment added.",
                CommentView.of(written.comment(), VerificationView.of(written.challenge())),
                held ? true : null);
    }
}
