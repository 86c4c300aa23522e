package dev.tidepool.social.comment;

import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment about to be written: checked, exactly as given.
 *
 * @param parent the comment it answers; empty when it answers the post
 */
record NewComment(Optional<CommentId> parent, String content) {

    /** @throws Problem 400 naming the field that breaks a rule */
    static NewComment of(CommentRequest request, CommentTextService texts) {
        return new NewComment(parentOf(request.parent()), texts.require(request.content()));
    }

    static Optional<CommentId> parentOf(@Nullable String given) {
        try {
            return Optional.ofNullable(given)
                    .filter(text -> !text.isEmpty())
                    .map(UUID::fromString)
                    .map(CommentId::new);
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("parent_id", "parent_id must be the id of a comment, or absent.");
        }
    }
}
