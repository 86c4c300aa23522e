package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;

/**
 * Lamports that a wallet gives or gets, fees aside.
 *
 * @param field to be changed when it cannot be
 */
public record Flow(String field, PublicKey wallet, Lamports lamports, Direction direction) {

    /** Seen from the wallet. */
    public enum Direction {
        OUT,
        IN
    }
}
