package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.ComputeBudget;
import dev.tidepool.staking.solana.Lamports;

/**
 * What a transaction costs besides what it moves, in lamports.
 *
 * @param base 5000 for each signature
 * @param priority compute unit price times limit
 * @param service what the operator charges
 * @param rent goes into new accounts and comes back when they are closed
 */
public record Fees(Lamports base, Lamports priority, Lamports service, Lamports rent) {

    private static final long PER_SIGNATURE = 5000;

    static Fees of(int signatures, ComputeBudget budget, Lamports service, Lamports rent) {
        return new Fees(Lamports.of(PER_SIGNATURE * signatures), budget.priorityFee(), service, rent);
    }

    /** Charged by the network, also when the transaction fails. */
    public Lamports network() {
        return base.plus(priority);
    }

    public Lamports total() {
        return network().plusCapped(service).plusCapped(rent);
    }
}
