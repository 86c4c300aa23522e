package dev.tidepool.kernel.db;

import io.vertx.pgclient.PgException;

/** What a failed statement says, by its SQLSTATE (PostgreSQL documentation, appendix A). Pure. */
public final class SqlFailures {

    private static final String UNIQUE_VIOLATION = "23505";

    private SqlFailures() {}

    /** Whether the row exists already. */
    public static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }
}
