package dev.tidepool.gateway.usage;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A span of days that ends today. Pure.
 *
 * @param count 1 to 90
 */
record UsageDays(int count) {

    private static final int DEFAULT = 7;
    private static final int MOST = 90;

    UsageDays {
        if (count < 1 || count > MOST) {
            throw invalid();
        }
    }

    /** @throws Problem 400 for what is no number from 1 to 90 */
    static UsageDays parse(@Nullable String text) {
        if (text == null) {
            return new UsageDays(DEFAULT);
        }
        if (!text.matches("\\d{1,3}")) {
            throw invalid();
        }
        return new UsageDays(Integer.parseInt(text));
    }

    LocalDate first(LocalDate today) {
        return today.minusDays(count - 1L);
    }

    /** Newest first, with the days that have no row. */
    List<DayCount> fill(OrganizationId organization, List<DayCount> stored, LocalDate today) {
        Map<LocalDate, DayCount> byDay = stored.stream().collect(Collectors.toMap(DayCount::day, Function.identity()));
        return IntStream.range(0, count)
                .mapToObj(today::minusDays)
                .map(day -> byDay.getOrDefault(day, new DayCount(organization, day, 0, 0)))
                .toList();
    }

    private static Problem invalid() {
        return Problem.invalidField("days", "days must be a number from 1 to " + MOST + ".");
    }
}
