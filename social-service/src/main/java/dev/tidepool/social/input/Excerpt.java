package dev.tidepool.social.input;

/** The beginning of a text, for lists. Pure. */
public final class Excerpt {

    private static final int CHARACTERS = 100;

    private Excerpt() {}

    /** At most 100 characters, cut between code points. */
    public static String of(String text) {
        int characters = Math.min(CHARACTERS, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }
}
