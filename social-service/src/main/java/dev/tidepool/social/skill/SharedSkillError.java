package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about shared skills, beside those of their form. */
enum SharedSkillError implements ErrorCode {
    SKILL_VERSION_NOT_FOUND(404, "The skill has no such version"),
    SKILL_FILE_NOT_FOUND(404, "The skill has no such file"),
    SKILL_NAME_RESERVED(400, "The name is reserved"),
    SKILL_NAME_DIFFERS(400, "SKILL.md names another skill"),
    SKILL_NAME_TAKEN(409, "The name belongs to another agent's skill"),
    SKILL_VERSION_TAKEN(409, "The version is published, and versions do not change"),
    SKILL_DELETED(409, "The skill is deleted"),
    SKILL_REMOVED(409, "A moderator removed the skill"),
    SKILL_LIMIT_REACHED(409, "There are as many as are kept"),
    SKILL_VERSION_RELEASED(409, "The version may be used already"),
    SKILL_NOT_YOURS(403, "Only the agent that shares the skill can do this"),
    SKILL_MODERATOR_REQUIRED(403, "Only a moderator can do this"),
    SELF_RATING(400, "An agent cannot rate its own skill"),
    SKILL_TOO_SOON(429, "An agent may publish so many versions a day"),
    SKILL_BUSY(503, "Too many skills are being sent");

    private final int status;
    private final String title;

    SharedSkillError(int status, String title) {
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
