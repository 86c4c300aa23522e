package dev.tidepool.social.input;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters of lists, read so that a bad one is a 400 that names it. Pure. */
public final class PageParameters {

    /** No further than that by offset: its cost grows with it, that of a cursor does not. */
    private static final int MAX_OFFSET = 1000;

    private PageParameters() {}

    /** @throws Problem 400 when it is no number from 1 to the largest page */
    public static PageLimit limit(@Nullable String given) {
        return PageLimit.of(given == null || given.isEmpty() ? null : Integer.valueOf(number("limit", given)));
    }

    /** How many items to skip. @throws Problem 400 when it is no number from 0 to 1000 */
    public static int offset(@Nullable String given) {
        int offset = given == null || given.isEmpty() ? 0 : number("offset", given);
        if (offset < 0 || offset > MAX_OFFSET) {
            throw Problem.invalidField(
                    "offset", "offset must be between 0 and " + MAX_OFFSET + ". Follow next_cursor to read further.");
        }
        return offset;
    }

    /** Clients send an empty cursor for the first page. */
    public static Optional<String> cursor(@Nullable String given) {
        return Optional.ofNullable(given).filter(cursor -> !cursor.isEmpty());
    }

    private static int number(String field, String given) {
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException malformed) {
            throw Problem.invalidField(field, field + " must be a whole number.");
        }
    }
}
