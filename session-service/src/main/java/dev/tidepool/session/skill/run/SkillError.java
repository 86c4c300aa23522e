package dev.tidepool.session.skill.run;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with a skill or with its execution. */
public enum SkillError implements ErrorCode {
    SKILL_VERSION_NOT_FOUND(404, "The skill has no such version"),
    SKILL_FILE_NOT_FOUND(404, "The skill has no such file"),
    EXECUTION_NOT_FOUND(404, "There is no such execution"),
    SKILL_INPUT_INVALID(400, "The skill does not take this input"),
    SKILL_LIMIT_REACHED(409, "There are as many as are kept"),
    SKILL_NAME_TAKEN(409, "A built-in skill has this name"),
    SKILL_DISABLED(409, "The skill is switched off"),
    SKILL_NOT_APPROVED(409, "An owner has not approved the skill"),
    SKILL_NOT_ELIGIBLE(409, "Something that the skill needs is not there"),
    EXECUTION_LOST(503, "The instance that executed the skill is gone"),
    EXECUTION_ENDED(409, "The execution has ended"),
    SKILL_CANCELLED(409, "The execution was cancelled"),
    SKILL_FAILED(422, "The skill failed"),
    SKILL_HASH_DIFFERS(409, "The version has another content hash"),
    SKILL_HASH_MISMATCH(502, "What came is not what was offered"),
    SKILL_SOURCE_UNAVAILABLE(503, "The source of the skill cannot be reached"),
    SKILL_CALL_FAILED(502, "The skill's service answered with an error"),
    SKILL_BUSY(503, "Too many skills are being executed"),
    SKILL_TIMEOUT(504, "The skill did not end in time");

    private final int status;
    private final String title;

    SkillError(int status, String title) {
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
