package dev.tidepool.session.socket;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.DatabaseProblem;
import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A failure as a socket's client is told of it. */
final class SocketProblems {

    private static final Logger LOG = Logger.getLogger(SocketProblems.class);

    private SocketProblems() {}

    static Problem of(Throwable failure, String requestId) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        Optional<Problem> database = DatabaseProblem.of(failure);
        if (database.isPresent()) {
            LOG.warnf("event=database_unavailable request=%s reason=%s", requestId, failure.toString());
            return database.get();
        }
        LOG.errorf(failure, "event=socket_message_failed request=%s", requestId);
        return Problem.of(CommonError.INTERNAL, "It failed. Give the request id " + requestId + " when you report it.");
    }
}
