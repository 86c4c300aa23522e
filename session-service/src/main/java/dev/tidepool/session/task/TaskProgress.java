package dev.tidepool.session.task;

import java.util.Optional;

/**
 * How far a task has come.
 *
 * @param percent 0 to 100
 * @param note what it is at, for people
 */
public record TaskProgress(int percent, Optional<String> note) {

    static final int MAX_NOTE = 500;

    static final TaskProgress NONE = new TaskProgress(0, Optional.empty());

    public TaskProgress {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be 0 to 100: " + percent);
        }
        note = note.map(TaskProgress::shortened);
    }

    private static String shortened(String text) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.codePointCount(0, clean.length()) <= MAX_NOTE
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_NOTE));
    }
}
