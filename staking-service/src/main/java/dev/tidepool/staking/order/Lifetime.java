package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.PublicKey;

/** How long a block can take a transaction. */
public sealed interface Lifetime {

    /** Stands in the message where a blockhash does. */
    PublicKey hash();

    /**
     * By a recent blockhash.
     *
     * @param lastValidBlockHeight of the last block that can
     */
    record Recent(PublicKey hash, long lastValidBlockHeight) implements Lifetime {}

    /** By a nonce, until its account has the next one. */
    record Durable(PublicKey account, PublicKey authority, PublicKey hash) implements Lifetime {}
}
