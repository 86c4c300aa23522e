package dev.tidepool.social.skillcomment;

/** Answer to a deletion. */
record SkillCommentDeletedView(boolean success, String message) {

    static SkillCommentDeletedView ofDeletion() {
        return new SkillCommentDeletedView(true, "Comment deleted.");
    }
}
