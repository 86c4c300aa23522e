package dev.tidepool.session.skill.run;

/** Words of others made fit for an answer and a log. Pure. */
final class Printable {

    private static final int MAX_CHARACTERS = 300;

    private Printable() {}

    static String text(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}", " ");
        return text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
    }
}
