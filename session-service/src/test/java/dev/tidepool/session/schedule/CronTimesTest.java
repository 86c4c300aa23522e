package dev.tidepool.session.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Slow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class CronTimesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BERLIN = "Europe/Berlin";

    @Test
    void runsByTheClocksOfItsZone() {
        assertThat(times("0 9 * * MON-FRI", "America/New_York", "2026-10-30T22:00:00Z", 2))
                .containsExactly("2026-11-02T14:00:00Z", "2026-11-03T14:00:00Z");
        assertThat(times("0 9 * * *", "UTC", "2026-10-30T09:00:00Z", 1)).containsExactly("2026-10-31T09:00:00Z");
    }

    @Test
    void aTimeThatTheClocksLeapOverRunsWhenTheyHaveLeapt() {
        assertThat(times("30 2 * * *", BERLIN, "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        // At midnight, where the day begins at one.
        assertThat(times("30 0 * * *", "America/Havana", "2026-03-07T12:00:00Z", 2))
                .containsExactly("2026-03-08T05:00:00Z", "2026-03-09T04:30:00Z");
    }

    @Test
    void theFirstTimeAfterTheLeapRunsOnce() {
        assertThat(times("0 3 * * *", BERLIN, "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z");
    }

    @Test
    void anHourThatComesTwiceRunsOnce() {
        assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void severalTimesOfAnHourThatComesTwiceRunOnceEach() {
        assertThat(times("0,30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 3))
                .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:00:00Z");
        assertThat(times("30 1-3 * * *", BERLIN, "2026-10-24T22:00:00Z", 4))
                .containsExactly(
                        "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z", "2026-10-26T00:30:00Z");
    }

    @Test
    void aTimeBehindOtherChangesOfTheClockIsNotLost() {
        assertThat(times("30 2 28 3 *", BERLIN, "2026-06-01T00:00:00Z", 1)).containsExactly("2027-03-28T01:00:00Z");
    }

    @Test
    void aLeapOfHalfAnHourLeavesItsEnd() {
        assertThat(times("30 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", 2))
                .containsExactly("2026-10-03T15:30:00Z", "2026-10-04T15:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"30 2", "0,30 2", "30 1-3", "*/20 2", "0 0", "15,45 0-23", "59 23", "15 *", "0,30 *", "0 */2"})
    void agreesWithAClockThatIsWatchedMinuteByMinute(String minutesAndHours) {
        Map<List<ZoneOffsetTransition>, ZoneId> zones = new HashMap<>();
        ZoneId.getAvailableZoneIds().stream().map(ZoneId::of).forEach(zone -> zones.put(nextPuts(zone), zone));
        assertThat(zones).hasSizeGreaterThan(10);
        zones.forEach((puts, zone) -> puts.forEach(put -> {
            Instant begin = put.getInstant().minus(Duration.ofHours(26));
            Instant end = put.getInstant().plus(Duration.ofHours(26));
            List<Instant> found = new ArrayList<>();
            CronTimes times = new CronTimes(minutesAndHours + " * * *", zone);
            for (Instant time = times.next(begin).orElseThrow();
                    !time.isAfter(end);
                    time = times.next(time).orElseThrow()) {
                found.add(time);
            }
            assertThat(found)
                    .as("%s at %s", zone, put)
                    .containsExactlyElementsOf(WatchedClock.of(minutesAndHours, zone, begin, end));
        }));
    }

    private static List<ZoneOffsetTransition> nextPuts(ZoneId zone) {
        return Stream.iterate(
                        zone.getRules().nextTransition(NOW),
                        Objects::nonNull,
                        put -> zone.getRules().nextTransition(put.getInstant()))
                .limit(2)
                .toList();
    }

    @Test
    void whatRunsEveryHourRunsInEveryHourThatPasses() {
        assertThat(times("0 * * * *", BERLIN, "2026-10-24T23:30:00Z", 4))
                .containsExactly(
                        "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z");
        assertThat(times("15 * * * *", BERLIN, "2026-03-29T00:00:00Z", 3))
                .containsExactly("2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T02:15:00Z");
    }

    @Test
    void aLeapYearsDayIsWaitedFor() {
        assertThat(times("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2))
                .containsExactly("2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z");
    }

    @Test
    void aDayOfTheMonthAndOneOfTheWeekAreEitherOr() {
        assertThat(times("0 0 3 * MON", "UTC", "2026-01-01T00:00:00Z", 2))
                .containsExactly("2026-01-03T00:00:00Z", "2026-01-05T00:00:00Z");
    }

    @Test
    void theLocalTimeOfADailyRunIsTheSameAllYear() {
        assertThat(new CronTimes("0 7 * * *", ZoneId.of(BERLIN)).next(NOW, 365))
                .hasSize(365)
                .allSatisfy(time -> assertThat(
                                LocalDateTime.ofInstant(time, ZoneId.of(BERLIN)).getHour())
                        .isEqualTo(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "*/61 * * * *",
                "5-1 * * * *",
                "-1 * * * *",
                "@daily",
                "@reboot",
                "0 0 L * *",
                "0 0 * * 1#2",
                "0 0 ? * *",
                "99999999999999999999 * * * *",
                "1,,2 * * * *",
                "; DROP TABLE schedules",
                "0 0 30 2 *",
                "0 0 31 4 *"
            })
    void refusesWhatIsNoTimeOrNeverComes(String expression) {
        assertThatThrownBy(() -> CronTimes.of(expression, "UTC", NOW))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", "cron"));
    }

    @Test
    void refusesWhatCannotBeStored() {
        for (String expression : List.of("\0 * * * *", "* * * * *\0", "* * * * \u00e9")) {
            assertThatThrownBy(() -> CronTimes.of(expression, "UTC", NOW)).isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() -> CronTimes.of("0 0 * * *", "UTC\0", NOW)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        String longest = "0," + "1,".repeat(58) + "2 * * * *";
        assertThat(longest).hasSize(127);
        assertThat(CronTimes.of(longest, "UTC", NOW).next(NOW)).isPresent();
        assertThatThrownBy(() -> CronTimes.of("0,1" + longest, "UTC", NOW)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Berlin", "Europe/Atlantis", "../etc", "EST5"})
    void refusesAZoneThatIsNone(String zone) {
        assertThatThrownBy(() -> CronTimes.of("0 0 * * *", zone, NOW))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", "timeZone"));
    }

    private static List<String> times(String expression, String zone, String after, int count) {
        return new CronTimes(expression, ZoneId.of(zone))
                .next(Instant.parse(after), count).stream()
                        .map(Instant::toString)
                        .toList();
    }
}
