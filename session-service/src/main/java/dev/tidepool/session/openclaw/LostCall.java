package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.problem.Problem;

/** The connection ended before a request was answered: nobody knows whether it was done. */
final class LostCall extends RuntimeException {

    private final Problem problem;

    LostCall(Problem problem) {
        super(problem.getMessage(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
