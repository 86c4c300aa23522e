package dev.tidepool.local;

import java.io.PrintStream;
import java.util.Locale;

/** What the person at the terminal reads: one line per event, whole lines even when several threads report. */
public final class Console {
    private final PrintStream out;

    /** Writes to {@code out}, which is flushed at each line. */
    public Console(PrintStream out) {
        this.out = out;
    }

    /** A line as it is. */
    public void line(String text) {
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    /** An event of one part of the suite, aligned so that the names form a column. */
    public void event(String name, String text) {
        line(String.format(Locale.ROOT, "  %-10s %s", name, text));
    }

    /** A part of a line, shown at once: for text that arrives in pieces. */
    public void piece(String text) {
        synchronized (out) {
            out.print(text);
            out.flush();
        }
    }
}
