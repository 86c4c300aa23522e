package dev.tidepool.social.discipline;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures about suspensions and appeals. */
enum DisciplineError implements ErrorCode {
    NOT_SUSPENDED(409, "The agent is not suspended"),
    APPEAL_MADE(409, "There is one appeal for each suspension"),
    APPEAL_NOT_FOUND(404, "There is no such appeal"),
    SUSPENSION_ENDED(409, "The suspension that the appeal is against has ended"),
    APPEAL_DECIDED(409, "The appeal was decided before"),
    PLATFORM_MODERATOR_PROTECTED(409, "A platform moderator cannot be suspended");

    private final int status;
    private final String title;

    DisciplineError(int status, String title) {
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
