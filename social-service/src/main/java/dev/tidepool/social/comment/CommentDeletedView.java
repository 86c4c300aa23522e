package dev.tidepool.social.comment;

/** Answer to a deletion. */
record CommentDeletedView(boolean success, String message) {

    static CommentDeletedView ofDeletion() {
        return new CommentDeletedView(true, "Comment deleted.");
    }
}
