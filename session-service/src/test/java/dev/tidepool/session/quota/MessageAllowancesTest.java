package dev.tidepool.session.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageAllowancesTest {

    private static final QuotaMonth MONTH = QuotaMonth.at(Instant.parse("2026-11-21T00:00:00Z"));
    private static final QuotaMonth NEXT = QuotaMonth.at(Instant.parse("2026-12-01T00:00:00Z"));

    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> letGo = new ArrayList<>();
    private final MessageAllowances allowances =
            new MessageAllowances(nanos::get, (owner, allowance) -> letGo.add(allowance.drain()));

    @Test
    void givesWhatIsThere() {
        assertThat(allowances.take(organization, MONTH, 1)).isFalse();
        allowances.add(organization, MONTH, 3);
        assertThat(allowances.take(organization, MONTH, 2)).isTrue();
        assertThat(allowances.take(organization, NEXT, 1)).isFalse();
        assertThat(allowances.unused(organization, MONTH)).isOne();
    }

    @Test
    void whatComesBackAfterTheRestWasLetGoIsThereAgain() {
        allowances.add(organization, MONTH, 50);
        assertThat(allowances.take(organization, MONTH, 2)).isTrue();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(allowances.take(organization, MONTH, 1)).isFalse();
        allowances.add(organization, MONTH, 2);
        assertThat(letGo).containsExactly(48L);
        assertThat(allowances.unused(organization, MONTH)).isEqualTo(2);
        assertThat(allowances.all()).hasSize(1);
    }

    @Test
    void whatComesBackOfAMonthThatIsOverDisturbsNothing() {
        allowances.add(organization, NEXT, 5);
        allowances.add(organization, MONTH, 2);
        assertThat(allowances.unused(organization, NEXT)).isEqualTo(5);
        assertThat(allowances.take(organization, NEXT, 5)).isTrue();
    }

    @Test
    void aNewMonthBeginsAnew() {
        allowances.add(organization, MONTH, 2);
        allowances.add(organization, NEXT, 5);
        assertThat(allowances.unused(organization, NEXT)).isEqualTo(5);
    }
}
