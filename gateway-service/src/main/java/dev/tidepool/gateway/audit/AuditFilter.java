package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; what is empty matches all.
 *
 * @param from the first instant
 * @param to the instant after the last
 */
record AuditFilter(
        Optional<String> type,
        Optional<Severity> severity,
        Optional<String> actor,
        Optional<Instant> from,
        Optional<Instant> to) {

    private static final int MAX_TEXT = 128;

    /** The filter a client asked for. @throws Problem 400 naming the field that is not valid */
    static AuditFilter of(
            @Nullable String type,
            @Nullable String severity,
            @Nullable String actor,
            @Nullable String from,
            @Nullable String to) {
        Optional<Instant> first = instant("from", from);
        Optional<Instant> end = instant("to", to);
        if (first.isPresent() && end.isPresent() && !first.get().isBefore(end.get())) {
            throw Problem.invalidField("to", "to must be later than from.");
        }
        return new AuditFilter(text("type", type), severity(severity), text("actor", actor), first, end);
    }

    /** The same, of what happened before this instant. */
    AuditFilter before(Instant end) {
        Instant earlier = to.filter(wanted -> wanted.isBefore(end)).orElse(end);
        return new AuditFilter(type, severity, actor, from, Optional.of(earlier));
    }

    private static Optional<String> text(String field, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank() || value.length() > MAX_TEXT || value.indexOf('\0') >= 0) {
            throw Problem.invalidField(field, field + " must have 1 to " + MAX_TEXT + " characters.");
        }
        return Optional.of(value);
    }

    private static Optional<Severity> severity(@Nullable String value) {
        try {
            return Optional.ofNullable(value).map(Severity::ofWireName);
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalidField("severity", "severity must be info, warning or critical.");
        }
    }

    private static Optional<Instant> instant(String field, @Nullable String value) {
        try {
            return Optional.ofNullable(value).map(Instant::parse).map(AuditFilter::requireStorable);
        } catch (DateTimeParseException | IllegalArgumentException malformed) {
            throw Problem.invalidField(field, field + " must be a time such as 2026-01-31T12:00:00Z.");
        }
    }

    private static Instant requireStorable(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(AuditPosition.START.time())) {
            throw new IllegalArgumentException("out of range: " + time);
        }
        return time;
    }
}
