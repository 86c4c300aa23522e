package dev.tidepool.session.message;

import dev.tidepool.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in a session's messages, as people write it for a search engine: words, {@code "phrases"}, {@code or},
 * {@code -without}. Words are compared whole and without regard to case.
 */
record MessageSearch(String query) {

    private static final int MAX_CHARACTERS = 200;

    /** @throws Problem 400 when it is missing or too long */
    static MessageSearch of(@Nullable String query) {
        if (query == null || query.isBlank() || query.length() > MAX_CHARACTERS || query.indexOf('\0') >= 0) {
            throw Problem.invalidField("q", "q must be 1 to " + MAX_CHARACTERS + " characters of words to look for.");
        }
        return new MessageSearch(query);
    }
}
