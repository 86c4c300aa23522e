package dev.tidepool.kernel.page;

import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/** How many items a page holds, 1 to 100. */
public record PageLimit(int value) {

    public static final int DEFAULT = 25;
    public static final int MAX = 100;

    public PageLimit {
        if (value < 1 || value > MAX) {
            throw Problem.invalidField("limit", "limit must be between 1 and " + MAX + ", not " + value + ".");
        }
    }

    /** How many to read in order to know whether another page follows. */
    public int plusOne() {
        return value + 1;
    }

    /** The limit a client asked for, or the default. @throws Problem 400 when it is out of range */
    public static PageLimit of(@Nullable Integer requested) {
        return new PageLimit(requested == null ? DEFAULT : requested);
    }

    /** The same from a query parameter as it came. @throws Problem 400 also when it is no number */
    public static PageLimit parse(@Nullable String requested) {
        try {
            return of(requested == null ? null : Integer.valueOf(requested));
        } catch (NumberFormatException noNumber) {
            throw Problem.invalidField("limit", "limit must be a number between 1 and " + MAX + ".");
        }
    }
}
