package dev.tidepool.social.post;

/** Answer to a deletion. */
record PostDeletedView(boolean success, String message) {

    static PostDeletedView ofDeletion() {
        return new PostDeletedView(true, "Post deleted.");
    }
}
