package dev.tidepool.kernel.skill.manifest;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with a skill's name, its SKILL.md or its archive. */
public enum SkillFormatError implements ErrorCode {
    /** Unknown, or not for the caller: the answer does not tell which. */
    SKILL_NOT_FOUND(404, "There is no such skill"),
    SKILL_MALFORMED(400, "The skill is not valid"),
    ARCHIVE_REFUSED(400, "The archive is not acceptable");

    private final int status;
    private final String title;

    SkillFormatError(int status, String title) {
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
