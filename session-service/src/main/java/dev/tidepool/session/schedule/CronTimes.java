package dev.tidepool.session.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.tidepool.kernel.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times of a cron expression (minute, hour, day of month, month, day of week, as in Unix) by the clocks of a time zone.
 *
 * <p>When clocks are put back, an hour that is named runs once, the first time; with {@code *} for the hour every hour that
 * passes counts. When clocks are put forward, what falls into the hour that is missing runs when it would have begun. Pure.
 */
record CronTimes(String expression, ZoneId zone) {

    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]{0,128}");
    private static final int MAX_ZONE_CHARACTERS = 64;

    /** @throws Problem 400 naming the field that is not acceptable, also for an expression that has no times at all */
    static CronTimes of(String expression, String zone, Instant now) {
        CronTimes times = new CronTimes(expression, checkedZone(zone));
        try {
            if (!PLAIN.matcher(expression).matches() || times.next(now).isEmpty()) {
                throw refused("It is longer than 128 characters, holds strange ones, or its time never comes");
            }
        } catch (IllegalArgumentException malformed) {
            throw refused(String.valueOf(malformed.getMessage()));
        }
        return times;
    }

    private static Problem refused(String reason) {
        return Problem.invalidField(
                "cron",
                "cron must be five fields such as \"30 8 * * MON-FRI\": minute, hour, day of month, month, day of week. %s."
                        .formatted(reason.replaceAll("[.!]$", "")));
    }

    private static ZoneId checkedZone(String zone) {
        try {
            if (zone.length() <= MAX_ZONE_CHARACTERS) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            // Refused below, as one that is too long.
        }
        throw Problem.invalidField("timeZone", "timeZone must be a name such as Europe/Berlin, or UTC.");
    }

    /** The first time after this one. */
    Optional<Instant> next(Instant after) {
        ExecutionTime times = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(expression));
        return isEveryHour() ? nextPassing(times, after) : nextNamed(times, after);
    }

    /** What the clock shows at the next time, if it were never put. */
    private static Optional<LocalDateTime> nextShown(ExecutionTime times, LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    /** Each time of the clock once, so that some are over although the clock shows them again. */
    private Optional<Instant> nextNamed(ExecutionTime times, Instant after) {
        Optional<LocalDateTime> shown = nextShown(times, LocalDateTime.ofInstant(after, zone));
        while (shown.isPresent() && !firstOf(shown.get()).isAfter(after)) {
            shown = nextShown(times, shown.get());
        }
        return shown.map(this::firstOf);
    }

    /** When the clock first shows this, or would have when it leaps over it. */
    private Instant firstOf(LocalDateTime shown) {
        ZoneOffsetTransition leap = zone.getRules().getTransition(shown);
        if (leap == null) {
            return shown.toInstant(zone.getRules().getOffset(shown));
        }
        return leap.isGap() ? leap.getInstant() : shown.toInstant(leap.getOffsetBefore());
    }

    /** As often as the clock shows it: from each time the clock is put to the next one it goes evenly. */
    private Optional<Instant> nextPassing(ExecutionTime times, Instant after) {
        Instant from = after;
        Optional<LocalDateTime> shown = nextShown(times, LocalDateTime.ofInstant(after, zone));
        while (shown.isPresent()) {
            Instant found = shown.get().toInstant(zone.getRules().getOffset(from));
            ZoneOffsetTransition put = zone.getRules().nextTransition(from);
            if (put == null || found.isBefore(put.getInstant())) {
                return Optional.of(found);
            }
            from = put.getInstant();
            // What the clock is put to counts.
            shown = nextShown(times, put.getDateTimeAfter().minusSeconds(1));
        }
        return Optional.empty();
    }

    private boolean isEveryHour() {
        return expression.strip().split("\\s+", 3)[1].startsWith("*");
    }

    /** The times after this one, as many as wanted. */
    List<Instant> next(Instant after, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> time = next(after);
        while (time.isPresent() && times.size() < count) {
            times.add(time.get());
            time = next(time.get());
        }
        return times;
    }
}
