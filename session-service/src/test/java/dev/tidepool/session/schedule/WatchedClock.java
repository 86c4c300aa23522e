package dev.tidepool.session.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Somebody who looks at a clock each minute, and at a list of times. Knows minutes and hours only. */
final class WatchedClock {

    private final String minutes;
    private final String hours;

    private WatchedClock(String minutes, String hours) {
        this.minutes = minutes;
        this.hours = hours;
    }

    /** The times after the beginning, up to the end. */
    static List<Instant> of(String minutesAndHours, ZoneId zone, Instant begin, Instant end) {
        String[] fields = minutesAndHours.split(" ");
        WatchedClock clock = new WatchedClock(fields[0], fields[1]);
        return clock.watch(zone, begin.minus(3, ChronoUnit.DAYS), end).stream()
                .filter(time -> time.isAfter(begin))
                .toList();
    }

    private List<Instant> watch(ZoneId zone, Instant begin, Instant end) {
        boolean everyHour = hours.startsWith("*");
        List<Instant> times = new ArrayList<>();
        LocalDateTime latest = LocalDateTime.ofInstant(begin, zone);
        for (Instant now = begin; !now.isAfter(end); now = now.plus(1, ChronoUnit.MINUTES)) {
            LocalDateTime shown = LocalDateTime.ofInstant(now, zone);
            boolean due = everyHour ? isListed(shown) : isListedBetween(latest, shown);
            if (due) {
                times.add(now);
            }
            latest = shown.isAfter(latest) ? shown : latest;
        }
        return times;
    }

    /** Whether a time is listed that the clock did not show before: one that it leapt over, or what it shows. */
    private boolean isListedBetween(LocalDateTime latest, LocalDateTime shown) {
        for (LocalDateTime time = latest.plusMinutes(1); !time.isAfter(shown); time = time.plusMinutes(1)) {
            if (isListed(time)) {
                return true;
            }
        }
        return false;
    }

    private boolean isListed(LocalDateTime time) {
        return matches(minutes, time.getMinute()) && matches(hours, time.getHour());
    }

    private static boolean matches(String field, int value) {
        return Arrays.stream(field.split(",")).anyMatch(part -> {
            if (part.startsWith("*")) {
                return value % (part.length() == 1 ? 1 : Integer.parseInt(part.substring(2))) == 0;
            }
            String[] ends = part.split("-");
            return Integer.parseInt(ends[0]) <= value && value <= Integer.parseInt(ends[ends.length - 1]);
        });
    }
}
