package dev.tidepool.session.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.problem.Problem;
import java.net.ConnectException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderFailureTest {

    private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7",
                "0|1",
                "Sat, 21 Nov 2026 18:00:42 GMT|42",
                "Sat, 21 Nov 2026 17:59:00 GMT|5",
                "9999999|86400",
                "soon|5",
                "-3|5"
            })
    void tellsWhenToComeBackAsTheProviderSays(String header, long seconds) {
        for (int status : new int[] {429, 503}) {
            Problem problem = ProviderFailure.ofStatus(status, Optional.empty(), Optional.of(header), NOW);
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.members()).containsEntry("retryAfter", seconds);
        }
    }

    @Test
    void whatAClientGaveUpTellsNothingOfTheProvider() {
        assertThat(ProviderFailure.counts(new CancellationException("given up")))
                .isFalse();
        assertThat(ProviderFailure.counts(new ConnectException("refused"))).isTrue();
        assertThat(ProviderFailure.counts(ProviderFailure.tooSlow())).isTrue();
    }

    @Test
    void theGraverOfTwoFailuresIsTold() {
        Problem missing = ProviderFailure.ofStatus(404, Optional.empty(), Optional.empty(), NOW);
        Problem down = ProviderFailure.ofStatus(500, Optional.empty(), Optional.empty(), NOW);
        assertThat(ProviderFailure.graver(missing, down)).isSameAs(down);
        assertThat(ProviderFailure.graver(down, missing)).isSameAs(down);
    }
}
