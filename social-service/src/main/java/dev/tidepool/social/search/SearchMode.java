package dev.tidepool.social.search;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** By what texts are found. */
enum SearchMode {
    /** By both, their ranks fused. */
    HYBRID,
    /** By their words. */
    TEXT,
    /** By what they mean. */
    SEMANTIC;

    private static final Pattern PRECISE = Pattern.compile("\"|(^|\\s)-\\S");

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A phrase in quotes and an excluded word say which words are meant: what means the like would not be what was asked for. */
    SearchMode of(String query) {
        return this == HYBRID && PRECISE.matcher(query).find() ? TEXT : this;
    }

    /** The mode a client asked for, hybrid when it did not say. @throws Problem 400 when there is no such mode */
    static SearchMode ofParameter(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return HYBRID;
        }
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("mode", "mode must be hybrid, text or semantic."));
    }
}
