package dev.tidepool.session.json;

import dev.tidepool.kernel.problem.Problem;

/** What a column of text can hold and give back as it was: Unicode without U+0000. Pure. */
public final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The same text. @throws Problem 400 naming the field when it holds what PostgreSQL cannot */
    public static String require(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw Problem.invalidField(field, field + " must not hold the character U+0000.");
        }
        if (hasHalfPair(text)) {
            throw Problem.invalidField(field, field + " must be Unicode: it holds half of a surrogate pair.");
        }
        return text;
    }

    /** The same text. @throws Problem 400 naming the field also when it is longer than so many characters */
    public static String require(String field, String text, int maxCharacters) {
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            throw Problem.invalidField(field, field + " must be at most " + maxCharacters + " characters.");
        }
        return require(field, text);
    }

    /** With the replacement character in place of what cannot be stored: it says that something was there. */
    public static String repaired(String text) {
        if (text.indexOf('\0') < 0 && !hasHalfPair(text)) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints().forEach(point -> repaired.appendCodePoint(isStorable(point) ? point : REPLACEMENT));
        return repaired.toString();
    }

    private static boolean isStorable(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }

    static boolean hasHalfPair(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (Character.charCount(text.codePointAt(at)) == 1) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }
}
