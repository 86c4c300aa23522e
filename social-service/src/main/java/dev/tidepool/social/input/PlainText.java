package dev.tidepool.social.input;

import dev.tidepool.kernel.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text from a client, kept exactly as given: it is checked, never changed. Lengths are in Unicode code points, as PostgreSQL
 * counts characters. Pure.
 */
public final class PlainText {

    private PlainText() {}

    /** The text, if it is present and not blank. @throws Problem 400 naming the field */
    public static String required(String field, @Nullable String text, int maxCharacters) {
        return optional(field, text, maxCharacters)
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> Problem.invalidField(field, "Give a " + field + " that is not blank."));
    }

    /** The text, or empty when the client sent none. @throws Problem 400 naming the field */
    public static Optional<String> optional(String field, @Nullable String text, int maxCharacters) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.indexOf('\0') >= 0) {
            throw Problem.invalidField(field, "The " + field + " must not contain the NUL character.");
        }
        if (hasLoneSurrogate(text)) {
            throw Problem.invalidField(field, "The " + field + " contains half of a surrogate pair.");
        }
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            throw Problem.invalidField(field, "The " + field + " may have at most " + maxCharacters + " characters.");
        }
        return Optional.of(text);
    }

    /** Half a pair has no UTF-8 form: storing it would silently change the text. */
    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
