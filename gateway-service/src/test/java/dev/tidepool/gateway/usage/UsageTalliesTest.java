package dev.tidepool.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class UsageTalliesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
    private static final OrganizationId ONE = new OrganizationId(new UUID(0, 1));
    private static final OrganizationId TWO = new OrganizationId(new UUID(0, 2));

    private final UsageTallies tallies = new UsageTallies(DAY, 2);

    @Test
    void keepsAdmittedAndRefusedOfEachOrganizationApart() {
        count(ONE, true, DAY);
        count(ONE, true, DAY);
        count(TWO, false, DAY);
        assertThat(tallies.all().getFirst().unwritten())
                .containsExactly(new DayCount(ONE, DAY, 2, 0), new DayCount(TWO, DAY, 0, 1));
    }

    @Test
    void tellsWhatWasCountedSinceTheLastWriteOnly() {
        DayTally tally = tallies.all().getFirst();
        count(ONE, true, DAY);
        tally.unwritten().forEach(tally::written);
        assertThat(tally.unwritten()).isEmpty();
        count(ONE, false, DAY);
        assertThat(tally.unwritten()).containsExactly(new DayCount(ONE, DAY, 0, 1));
    }

    @Test
    void keepsTheCountsOfAWriteThatFailed() {
        count(ONE, true, DAY);
        DayTally tally = tallies.all().getFirst();
        assertThat(tally.unwritten()).isEqualTo(tally.unwritten()).hasSize(1);
    }

    @Test
    void beginsANewDayAtMidnightAndKeepsTheOldOneUntilItIsForgotten() {
        count(ONE, true, DAY);
        count(ONE, true, DAY.plusDays(1));
        assertThat(tallies.all()).extracting(DayTally::day).containsExactly(DAY, DAY.plusDays(1));
        tallies.forget(tallies.all().getFirst());
        assertThat(tallies.all()).extracting(DayTally::day).containsExactly(DAY.plusDays(1));
    }

    @Test
    void refusesMoreOrganizationsThanItHasRoomFor() {
        assertThat(count(ONE, true, DAY)).isTrue();
        assertThat(count(TWO, true, DAY)).isTrue();
        assertThat(count(new OrganizationId(new UUID(0, 3)), true, DAY)).isFalse();
        assertThat(count(ONE, true, DAY)).isTrue();
    }

    @Test
    void losesNothingBetweenCountingAndWriting() {
        DayTally tally = tallies.all().getFirst();
        long written = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            var counting = threads.submit(() -> {
                for (int i = 0; i < 200_000; i++) {
                    count(ONE, true, DAY);
                }
            });
            while (!counting.isDone()) {
                written += write(tally);
            }
        }
        assertThat(written + write(tally)).isEqualTo(200_000);
    }

    private static long write(DayTally tally) {
        var counts = tally.unwritten();
        counts.forEach(tally::written);
        return counts.stream().mapToLong(DayCount::admitted).sum();
    }

    private boolean count(OrganizationId organization, boolean admitted, LocalDate day) {
        return tallies.count(organization, admitted, day.toEpochDay());
    }
}
