package dev.tidepool.staking.fee;

import dev.tidepool.staking.solana.Lamports;
import java.util.List;

/**
 * The lowest price that each recent slot took for a compute unit, in micro-lamports, rising. Pure.
 *
 * <p>A percentile is the smallest price that at least so many percent of the slots did not exceed.
 */
record RecentPrices(List<Lamports> rising) {

    private static final int PERCENT = 100;

    RecentPrices {
        rising = rising.stream().sorted().toList();
    }

    boolean isEmpty() {
        return rising.isEmpty();
    }

    int slots() {
        return rising.size();
    }

    /** Of the slots, how many took transactions that offered nothing. */
    int free() {
        return (int) rising.stream().filter(Lamports::isZero).count();
    }

    /** Of prices that are not empty; percent is 1 to 100. */
    Lamports percentile(int percent) {
        int rank = (rising.size() * percent + PERCENT - 1) / PERCENT;
        return rising.get(rank - 1);
    }
}
