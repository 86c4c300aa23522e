package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;

/**
 * Lamports that a wallet gives or gets, fees aside.
 *
 * @param field to be changed when it cannot be
 */
public record Flow(String field, PublicKey wallet, Lamports lamports, Direction direction) {

    boolean isOut() {
        return direction != Direction.IN;
    }

    /** Seen from the wallet. */
    public enum Direction {
        OUT,
        /** Out, to be delegated. */
        INTO_STAKE,
        IN
    }
}
