package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Activation;
import dev.tidepool.staking.stake.Position;

/** How the Stake program sees an account that is to be merged, or to give or take a part. */
enum Mergeable {
    INACTIVE,
    /** Delegated in this epoch. */
    ACTIVATING,
    ACTIVE,
    /** In between: only time helps. */
    TRANSIENT;

    static Mergeable of(Position stake) {
        Activation activation = stake.activation();
        return switch (activation.state()) {
            case INACTIVE -> INACTIVE;
            case ACTIVE -> ACTIVE;
            case ACTIVATING -> activation.effective().isZero() ? ACTIVATING : TRANSIENT;
            case DEACTIVATING -> TRANSIENT;
        };
    }
}
