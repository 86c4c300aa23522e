package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.PublicKey;
import java.util.Optional;

/** Until when a block can take a transaction. */
sealed interface Ending {

    /** Empty while there is none. */
    default Optional<Long> lastValidBlockHeight() {
        return Optional.empty();
    }

    /**
     * With a block.
     *
     * @param last height of the last block that can
     */
    record ByHeight(long last) implements Ending {

        @Override
        public Optional<Long> lastValidBlockHeight() {
            return Optional.of(last);
        }
    }

    /** When the account's nonce is another; then the height at which that was seen becomes the last. */
    record ByNonce(PublicKey account, PublicKey nonce) implements Ending {}
}
