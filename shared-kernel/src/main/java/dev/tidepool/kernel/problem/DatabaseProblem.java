package dev.tidepool.kernel.problem;

import dev.tidepool.kernel.db.SqlFailures;
import java.time.Duration;
import java.util.Optional;

/** What a client is told when the database, and not its request, is the reason of a failure. Pure. */
public final class DatabaseProblem {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private DatabaseProblem() {}

    /** 503, or empty when the failure is another. */
    public static Optional<Problem> of(Throwable failure) {
        if (SqlFailures.isUnavailable(failure)) {
            return Optional.of(Problem.unavailable("The database is not available. Try again.", RETRY));
        }
        return SqlFailures.isOverdue(failure)
                ? Optional.of(Problem.unavailable("The database took too long. Try again.", RETRY))
                : Optional.empty();
    }
}
