package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LamportsTest {

    private static final Lamports LARGEST = new Lamports(-1);

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void readsAndWritesTheWholeUnsignedRange(String text) {
        assertThat(Lamports.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "-1",
                "+1",
                "1.0",
                "1e9",
                "0x10",
                "01",
                "1_000",
                "١",
                "NaN",
                "18446744073709551616",
                "99999999999999999999",
                "100000000000000000000"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Lamports.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lamports");
    }

    @Test
    void comparesBeyondTheSignBit() {
        assertThat(Lamports.parse("9223372036854775808").isLessThan(Lamports.of(1)))
                .isFalse();
        assertThat(Lamports.of(Long.MAX_VALUE)).isLessThan(LARGEST);
    }

    @Test
    void refusesASumThatOverflows() {
        assertThat(LARGEST.plus(Lamports.ZERO)).isEqualTo(LARGEST);
        assertThatThrownBy(() -> LARGEST.plus(Lamports.of(1))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesANegativeDifference() {
        assertThat(LARGEST.minus(LARGEST)).isEqualTo(Lamports.ZERO);
        assertThatThrownBy(() -> Lamports.ZERO.minus(LARGEST)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void roundsThePriorityFeeUp() {
        assertThat(new ComputeBudget(30_000, Lamports.of(1)).priorityFee()).isEqualTo(Lamports.of(1));
        assertThat(new ComputeBudget(30_000, Lamports.of(25_000)).priorityFee()).isEqualTo(Lamports.of(750));
        assertThat(new ComputeBudget(30_000, Lamports.ZERO).priorityFee()).isEqualTo(Lamports.ZERO);
        assertThatThrownBy(() -> new ComputeBudget(1_400_000, LARGEST).priorityFee())
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1.5", "0.000000001", "18446744073.709551615"})
    void readsSol(String text) {
        assertThat(Lamports.parseSol(text).toBigInteger())
                .isEqualTo(new BigDecimal(text).movePointRight(9).toBigIntegerExact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "1.", "01", "-1", "1e3", "1.0000000001", "18446744073.709551616", "1,5"})
    void refusesOtherSol(String text) {
        assertThatThrownBy(() -> Lamports.parseSol(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
