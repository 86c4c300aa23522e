package dev.tidepool.session.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenUseQueryTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    @Test
    void asksForTheMonthSoFar() {
        TokenUseQuery query = parse(null, null, null);
        assertThat(query.from()).isEqualTo("2026-11-01");
        assertThat(query.to()).isEqualTo(TODAY);
        assertThat(query.grouping()).isEqualTo(TokenUseGrouping.DAY);
    }

    @Test
    void takesARangeOfExactlyTheMostDays() {
        assertThat(parse("2025-11-22", "2026-11-22", "model").from()).isEqualTo("2025-11-22");
        assertThatThrownBy(() -> parse("2025-11-21", "2026-11-22", "model")).hasMessageContaining("from");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02, 2026-11-01, day, from",
        "yesterday, 2026-11-01, day, from",
        "2026-11-01, 2026-02-30, day, to",
        "1999-11-01, 1999-12-01, day, to",
        "2026-11-01, 2026-11-02, hour, groupBy"
    })
    void refusesWhatIsNoQuestionAndNamesIt(String from, String to, String groupBy, String field) {
        assertThatThrownBy(() -> parse(from, to, groupBy)).hasMessageContaining(field + " must");
    }

    private static TokenUseQuery parse(@Nullable String from, @Nullable String to, @Nullable String groupBy) {
        return TokenUseQuery.parse(from, to, groupBy, null, null, TODAY, 366);
    }
}
