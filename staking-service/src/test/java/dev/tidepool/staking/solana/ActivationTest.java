package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases by hand; that the runtime's own figures are the same is shown on the chain. */
class ActivationTest {

    private static final PublicKey VOTER = SystemProgram.ID;
    private static final long NEVER = -1;

    @Test
    void countsNothingBeforeItsEpochAndWarmsUpInIt() {
        Delegation delegation = delegation(1000, 10, NEVER);

        assertThat(delegation.at(9, history(Map.of()))).isEqualTo(Activation.NOTHING);
        assertThat(delegation.at(10, history(Map.of()))).isEqualTo(activation(0, 1000, 0));
        assertThat(delegation.at(10, history(Map.of())).state()).isEqualTo(Activation.State.ACTIVATING);
    }

    @Test
    void sharesNinePercentOfTheClusterEachEpoch() {
        // The cluster lets 9 of 100 in; this delegation is half of what waits.
        StakeHistory history = history(Map.of(10L, entry(100, 60, 0), 11L, entry(109, 51, 0)));
        Delegation delegation = delegation(30, 10, NEVER);

        assertThat(delegation.at(11, history)).isEqualTo(activation(4, 26, 0));
        assertThat(delegation.at(12, history)).isEqualTo(activation(9, 21, 0));
    }

    @Test
    void movesALamportAtLeast() {
        StakeHistory history = history(Map.of(10L, entry(1, 1_000_000, 0)));

        assertThat(delegation(5, 10, NEVER).at(11, history)).isEqualTo(activation(1, 4, 0));
    }

    @Test
    void isWholeWhereTheHistoryDoesNotReachBack() {
        assertThat(delegation(30, 10, NEVER).at(600, history(Map.of()))).isEqualTo(activation(30, 0, 0));
        assertThat(delegation(30, 10, 20).at(600, history(Map.of()))).isEqualTo(Activation.NOTHING);
    }

    @Test
    void coolsDownTheSameWay() {
        StakeHistory history = history(Map.of(20L, entry(100, 0, 30), 21L, entry(91, 0, 21)));
        Delegation delegation = delegation(30, 10, 20);

        assertThat(delegation.at(20, history)).isEqualTo(activation(30, 0, 30));
        assertThat(delegation.at(21, history)).isEqualTo(activation(21, 0, 21));
        assertThat(delegation.at(22, history)).isEqualTo(activation(13, 0, 13));
        assertThat(delegation.at(22, history).state()).isEqualTo(Activation.State.DEACTIVATING);
    }

    @Test
    void isNothingWhenDeactivatedInItsOwnEpoch() {
        Delegation delegation = delegation(30, 10, 10);

        assertThat(delegation.at(10, history(Map.of()))).isEqualTo(Activation.NOTHING);
        assertThat(delegation.at(11, history(Map.of(10L, entry(100, 30, 30))))).isEqualTo(Activation.NOTHING);
    }

    @Test
    void coolsDownOnlyWhatHadWarmedUp() {
        StakeHistory history = history(Map.of(10L, entry(100, 60, 0), 11L, entry(109, 51, 0)));

        assertThat(delegation(30, 10, 11).at(11, history)).isEqualTo(activation(4, 0, 4));
    }

    /** As the runtime gave them out: the whole number would be 5404999981691355. */
    @Test
    void roundsAsDoublesDo() {
        StakeHistory history = history(Map.of(100L, entry(90_000_000_000_000_000L, 19_999_999_901_234_574L, 0)));

        assertThat(delegation(13_345_678_901_234_567L, 100, NEVER)
                        .at(101, history)
                        .effective())
                .isEqualTo(Lamports.of(13_345_678_901_234_567L - 7_940_678_919_543_211L));
        assertThat(delegation(6_654_321_000_000_007L, 100, NEVER)
                        .at(101, history)
                        .effective())
                .isEqualTo(Lamports.of(6_654_321_000_000_007L - 3_959_320_981_691_363L));
    }

    @Test
    void countsAmountsBeyondASignedLong() {
        Delegation delegation = new Delegation(VOTER, Lamports.MAX, 10, NEVER);
        StakeHistory history =
                new StakeHistory(Map.of(10L, new StakeHistory.Entry(Lamports.MAX, Lamports.MAX, Lamports.ZERO)));

        Activation activation = delegation.at(11, history);

        assertThat(activation.effective()).isEqualTo(Lamports.parse("1660206966633859584"));
        assertThat(activation.effective().plus(activation.activating())).isEqualTo(Lamports.MAX);
    }

    private static Delegation delegation(long stake, long activated, long deactivated) {
        return new Delegation(VOTER, Lamports.of(stake), activated, deactivated);
    }

    private static Activation activation(long effective, long activating, long deactivating) {
        return new Activation(Lamports.of(effective), Lamports.of(activating), Lamports.of(deactivating));
    }

    private static StakeHistory.Entry entry(long effective, long activating, long deactivating) {
        return new StakeHistory.Entry(Lamports.of(effective), Lamports.of(activating), Lamports.of(deactivating));
    }

    private static StakeHistory history(Map<Long, StakeHistory.Entry> entries) {
        return new StakeHistory(entries);
    }
}
