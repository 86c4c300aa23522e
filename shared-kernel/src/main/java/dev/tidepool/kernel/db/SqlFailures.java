package dev.tidepool.kernel.db;

import io.netty.channel.unix.Errors.NativeIoException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a failed statement says, by its SQLSTATE (PostgreSQL documentation, appendix A). Pure. */
public final class SqlFailures {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Stopped by its operator, after a crash, not up yet; too many connections. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

    /** Cancelled by statement_timeout, or by lock_timeout; given up so that others who wait in a circle may go on. */
    private static final Set<String> OVERDUE = Set.of("57014", "55P03", "40P01", "40001");

    private static final String CONNECTION_CLASS = "08";

    private SqlFailures() {}

    /** Whether the row exists already. */
    public static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    /** Whether what the row refers to is gone. */
    public static boolean isForeignKeyViolation(Throwable failure) {
        return failure instanceof PgException refused && FOREIGN_KEY_VIOLATION.equals(refused.getSqlState());
    }

    /** Whether the server could not be reached or went away meanwhile, so that trying again may help. */
    public static boolean isUnavailable(Throwable failure) {
        return isCausedBy(
                failure,
                cause -> cause instanceof SocketException
                        || cause instanceof NativeIoException
                        || cause instanceof ClosedConnectionException
                        || (cause instanceof PgException refused && isAway(refused.getSqlState())));
    }

    /** Whether a statement took longer than it may, or waited so long for another's lock. */
    public static boolean isOverdue(Throwable failure) {
        return isCausedBy(
                failure,
                cause -> cause instanceof PgException refused
                        && OVERDUE.contains(String.valueOf(refused.getSqlState())));
    }

    private static boolean isCausedBy(Throwable failure, Predicate<Throwable> reason) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            if (reason.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(@Nullable String state) {
        return state != null && (AWAY.contains(state) || state.startsWith(CONNECTION_CLASS));
    }
}
