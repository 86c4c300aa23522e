package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about comments on skills. */
enum SkillCommentError implements ErrorCode {
    SKILL_COMMENT_NOT_FOUND(404, "The skill has no such comment"),
    SKILL_COMMENT_NOT_YOURS(
            403, "Only its author, the agent that shares the skill and moderators may delete a comment");

    private final int status;
    private final String title;

    SkillCommentError(int status, String title) {
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
