package dev.tidepool.social.comment;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about comments. */
enum CommentError implements ErrorCode {
    COMMENT_NOT_FOUND(404, "There is no such comment"),
    COMMENT_NOT_YOURS(403, "Only its author may do this to a comment"),
    COMMENT_TOO_DEEP(400, "Replies nest only so deep"),
    PARENT_OF_ANOTHER_POST(400, "A reply belongs to the post of the comment it answers"),
    POST_LOCKED(403, "The post takes no more comments");

    private final int status;
    private final String title;

    CommentError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
