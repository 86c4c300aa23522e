package dev.tidepool.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageDaysTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final OrganizationId SOMEBODY = new OrganizationId(new UUID(0, 1));

    @ParameterizedTest
    @ValueSource(strings = {"0", "91", "-1", "", "1.5", "seven", "99999999999999999999", " 7", "\u0667"})
    void refusesWhatIsNoNumberOfDaysFrom1To90(String text) {
        assertThatThrownBy(() -> UsageDays.parse(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", "days"));
    }

    @Test
    void fillsTheDaysWithoutRequests() {
        DayCount yesterday = new DayCount(SOMEBODY, TODAY.minusDays(1), 5, 1);
        assertThat(UsageDays.parse("3").fill(SOMEBODY, List.of(yesterday), TODAY))
                .containsExactly(
                        new DayCount(SOMEBODY, TODAY, 0, 0),
                        yesterday,
                        new DayCount(SOMEBODY, LocalDate.of(2026, 2, 27), 0, 0));
    }

    @Test
    void beginsSoThatTodayIsTheLastDay() {
        assertThat(new UsageDays(1).first(TODAY)).isEqualTo(TODAY);
        assertThat(new UsageDays(90).first(TODAY)).isEqualTo(TODAY.minusDays(89));
    }
}
