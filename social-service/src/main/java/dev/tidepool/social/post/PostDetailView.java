package dev.tidepool.social.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import org.jspecify.annotations.Nullable;

/**
 * Answer that carries one post.
 *
 * @param verificationRequired true when its author must pass a challenge first, else absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record PostDetailView(
        boolean success,
        @Nullable String message,
        PostView post,
        @JsonInclude(Include.NON_NULL) @Nullable Boolean verificationRequired) {

    static PostDetailView of(Post post) {
        return new PostDetailView(true, null, PostView.of(post), null);
    }

    static PostDetailView created(WrittenPost written) {
        boolean held = written.challenge().isPresent();
        return new PostDetailView(
                true,
                held ? "Post created. Answer its challenge, and others will see it." : "Post created.",
                PostView.of(written.post(), VerificationView.of(written.challenge())),
                held ? true : null);
    }
}
