package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.EpochSchedule;
import org.junit.jupiter.api.Test;

class EpochTimeTest {

    private static final EpochSchedule MAINNET = new EpochSchedule(432_000, false, 0, 0);

    @Test
    void measuresThePaceOfTheEpoch() {
        EpochTime time = time(100_000, 41_000);

        assertThat(time.slotIndex()).isEqualTo(100_000);
        assertThat(time.slotTime()).isEqualTo(new EpochTime.SlotTime(0.41, true));
        assertThat(time.epochsPerYear()).isCloseTo(31_556_925.9936 / (0.41 * 432_000), within(1e-9));
    }

    @Test
    void takesTheNominalPaceWhereTooLittleIsOver() {
        assertThat(time(21_599, 9_000).slotTime()).isEqualTo(new EpochTime.SlotTime(0.4, false));
        assertThat(time(21_600, 0).slotTime().measured()).isFalse();
        assertThat(time(0, 0).epochsPerYear()).isCloseTo(182.62, within(0.01));
    }

    @Test
    void anEpochsPartOfAYearIsTheChainsOwn() {
        // Two days of nominal slots, whatever they took.
        assertThat(time(100_000, 90_000).yearsPerEpoch()).isCloseTo(172_800 / 31_556_925.9936, within(1e-15));
    }

    @Test
    void countsTheShorterEpochsOfTheBeginning() {
        EpochSchedule warmedUp = new EpochSchedule(8192, true, 8, 8160);

        assertThat(warmedUp.firstSlot(0)).isZero();
        assertThat(warmedUp.slotsIn(0)).isEqualTo(32);
        assertThat(warmedUp.firstSlot(3)).isEqualTo(224);
        assertThat(warmedUp.slotsIn(7)).isEqualTo(4096);
        assertThat(warmedUp.firstSlot(8)).isEqualTo(8160);
        assertThat(warmedUp.firstSlot(10)).isEqualTo(8160 + 2 * 8192);
        for (long epoch = 0; epoch < 20; epoch++) {
            assertThat(warmedUp.firstSlot(epoch) + warmedUp.slotsIn(epoch)).isEqualTo(warmedUp.firstSlot(epoch + 1));
        }
    }

    private static EpochTime time(long slotIndex, long seconds) {
        return new EpochTime(new Clock(700 * 432_000L + slotIndex, 1_000, 700, 1_000 + seconds), MAINNET);
    }
}
