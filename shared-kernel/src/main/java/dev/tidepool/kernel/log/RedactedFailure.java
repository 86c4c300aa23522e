package dev.tidepool.kernel.log;

import org.jspecify.annotations.Nullable;

/** A failure as it may be logged: same kinds, same stack traces, messages without secrets. */
@SuppressWarnings("OverrideThrowableToString") // It must print the name of the failure it stands for, not its own.
final class RedactedFailure extends RuntimeException {

    private final String text;

    private RedactedFailure(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(text, cause, false, true);
        this.text = text;
        setStackTrace(trace);
    }

    /** The failure itself when it holds no secret, or a copy of it and its causes. */
    static Throwable of(Throwable failure) {
        return holdsSecret(failure) ? copyOf(failure) : failure;
    }

    private static boolean holdsSecret(Throwable failure) {
        String text = failure.toString();
        boolean here = !Redaction.redact(text).equals(text);
        return here || (failure.getCause() != null && holdsSecret(failure.getCause()));
    }

    private static RedactedFailure copyOf(Throwable failure) {
        @Nullable Throwable cause = failure.getCause() == null ? null : copyOf(failure.getCause());
        return new RedactedFailure(Redaction.redact(failure.toString()), cause, failure.getStackTrace());
    }

    @Override
    public String toString() {
        return text;
    }
}
