package dev.tidepool.local;

import java.util.List;

/**
 * Why the suite cannot start, told to a person: one sentence of cause, one of remedy, and the last log lines where
 * they help. It is the only failure the launcher shows without a stack trace.
 */
public final class LaunchFailure extends RuntimeException {
    private final String remedy;
    private final List<String> logLines;

    /** A failure whose cause needs no log to be understood. */
    public LaunchFailure(String cause, String remedy) {
        this(cause, remedy, List.of());
    }

    /** A failure of a process: {@code logLines} are the last it wrote. */
    public LaunchFailure(String cause, String remedy, List<String> logLines) {
        super(cause);
        this.remedy = remedy;
        this.logLines = List.copyOf(logLines);
    }

    /** The whole message, ready to print: cause, log lines if any, remedy. */
    public String describe() {
        StringBuilder text =
                new StringBuilder("tidepool: ").append(getMessage()).append('\n');
        if (!logLines.isEmpty()) {
            text.append("  Its last log lines:\n");
            logLines.forEach(line -> text.append("    | ").append(line).append('\n'));
        }
        return text.append("  Remedy: ").append(remedy).toString();
    }
}
