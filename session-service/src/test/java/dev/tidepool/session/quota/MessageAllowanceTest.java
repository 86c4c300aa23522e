package dev.tidepool.session.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageAllowanceTest {

    private final MessageAllowance allowance = new MessageAllowance(QuotaMonth.at(Instant.EPOCH));

    @Test
    void givesAllThatIsWantedOrNothing() {
        allowance.add(3);
        assertThat(allowance.take(4)).isFalse();
        assertThat(allowance.take(3)).isTrue();
        assertThat(allowance.take(1)).isFalse();
    }

    @Test
    void isEmptyOnceItIsDrained() {
        allowance.add(3);
        assertThat(allowance.drain()).isEqualTo(3);
        assertThat(allowance.left()).isZero();
    }

    @Test
    void setsAsideHalfAPercentAndNearTheEndJustWhatIsWanted() {
        assertThat(MessageAllowance.block(1, 0, 10_000)).isEqualTo(50);
        assertThat(MessageAllowance.block(1, 9_799, 10_000)).isEqualTo(50);
        assertThat(MessageAllowance.block(1, 9_800, 10_000)).isEqualTo(1);
        assertThat(MessageAllowance.block(70, 0, 10_000)).isEqualTo(70);
        assertThat(MessageAllowance.block(1, 0, 3)).isEqualTo(1);
    }
}
