package dev.tidepool.social.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.social.limit.Allowance.Allowed;
import dev.tidepool.social.limit.Allowance.TooSoon;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final Instant LAST = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final Quota SPACED = new Quota(INTERVAL, OptionalInt.empty());

    @Test
    void allowsTheFirst() {
        assertThat(Allowance.of(List.of(), SPACED, LAST)).isEqualTo(new Allowed());
    }

    @Test
    void allowsTheNextExactlyWhenTheIntervalIsOver() {
        assertThat(Allowance.of(List.of(LAST), SPACED, LAST.plus(INTERVAL))).isEqualTo(new Allowed());
    }

    @Test
    void refusesAMomentBefore() {
        Instant early = LAST.plus(INTERVAL).minusMillis(1);
        assertThat(Allowance.of(List.of(LAST), SPACED, early)).isEqualTo(new TooSoon(Duration.ofMillis(1), 48));
    }

    @Test
    void allowsAnythingWithoutAnInterval() {
        Quota none = new Quota(Duration.ZERO, OptionalInt.empty());
        assertThat(Allowance.of(List.of(LAST), none, LAST)).isEqualTo(new Allowed());
    }

    @Test
    void theDaysLastIsAllowedAndTheNextWaitsUntilTheFirstIsADayOld() {
        Quota five = new Quota(Duration.ofSeconds(20), OptionalInt.of(5));
        List<Instant> hourly = IntStream.range(0, 5)
                .mapToObj(hours -> LAST.minus(Duration.ofHours(hours)))
                .toList();
        Instant now = LAST.plusSeconds(60);
        assertThat(Allowance.of(hourly.subList(0, 4), five, now)).isEqualTo(new Allowed());
        assertThat(Allowance.of(hourly, five, now))
                .isEqualTo(new TooSoon(Duration.ofHours(20).minusSeconds(60), 0));
        assertThat(Allowance.of(hourly, five, LAST.plus(Duration.ofHours(20)))).isEqualTo(new Allowed());
    }

    @Test
    void tellsWhatIsLeftOfTheDay() {
        Quota fifty = new Quota(Duration.ofSeconds(20), OptionalInt.of(50));
        List<Instant> latest = List.of(LAST, LAST.minusSeconds(60), LAST.minus(Duration.ofDays(2)));
        assertThat(Allowance.of(latest, fifty, LAST.plusSeconds(5))).isEqualTo(new TooSoon(Duration.ofSeconds(15), 48));
    }
}
