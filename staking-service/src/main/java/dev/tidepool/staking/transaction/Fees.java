package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.ComputeBudget;
import dev.tidepool.staking.solana.Lamports;

/**
 * What a stake costs besides the stake, in lamports.
 *
 * @param base 5000 for each signature
 * @param priority compute unit price times limit
 * @param rent goes into the stake account and comes back when that is closed
 */
record Fees(Lamports base, Lamports priority, Lamports rent) {

    private static final long PER_SIGNATURE = 5000;

    static Fees of(int signatures, ComputeBudget budget, Lamports rent) {
        return new Fees(Lamports.of(PER_SIGNATURE * signatures), budget.priorityFee(), rent);
    }

    /** Charged by the network, also when the transaction fails. */
    Lamports network() {
        return base.plus(priority);
    }

    Lamports total() {
        return network().plus(rent);
    }
}
