package dev.tidepool.kernel.problem;

import java.util.Optional;
import org.jboss.logging.Logger;

/** Failures of what no resource answers for, such as a socket's message, as the client is told of them. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    /**
     * The failure itself if it is meant for the client. Any other is logged, and told without its words.
     *
     * @param work what failed, in the log: {@code event=<work>_failed}
     */
    public static Problem asProblem(Throwable failure, String work, String requestId) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        Optional<Problem> database = DatabaseProblem.of(failure);
        if (database.isPresent()) {
            LOG.warnf("event=database_unavailable request=%s reason=%s", requestId, failure.toString());
            return database.get();
        }
        LOG.errorf(failure, "event=%s_failed request=%s", work, requestId);
        return Problem.of(CommonError.INTERNAL, "It failed. Give the request id " + requestId + " when you report it.");
    }
}
