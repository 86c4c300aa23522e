package dev.tidepool.kernel.net;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header Retry-After, as another server sends it: seconds, or a date (RFC 9110, section 10.2.3). Pure. */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** How long to wait from now; empty for a date that has passed, and for what is neither seconds nor a date. */
    public static Optional<Duration> read(String header, Instant now) {
        String text = header.strip();
        return SECONDS.matcher(text).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : until(text, now);
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return Optional.of(Duration.between(now, then)).filter(wait -> !wait.isNegative());
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }
}
