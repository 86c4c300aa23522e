package dev.tidepool.social.comment;

import org.jspecify.annotations.Nullable;

/** Answer that carries one comment. */
record CommentDetailView(boolean success, @Nullable String message, CommentView comment) {

    static CommentDetailView of(Comment comment) {
        return new CommentDetailView(true, null, CommentView.of(comment));
    }

    static CommentDetailView created(Comment comment) {
        return new CommentDetailView(true, "Comment added.", CommentView.of(comment));
    }
}
