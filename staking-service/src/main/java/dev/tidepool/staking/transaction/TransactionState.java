package dev.tidepool.staking.transaction;

import dev.tidepool.staking.chain.SignatureStatus;
import dev.tidepool.staking.chain.SignatureStatus.Level;
import dev.tidepool.staking.solana.TransactionSignature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a transaction stands: Built, then Submitted, Processed, Confirmed, and in the end Finalized, Expired or Failed.
 * The methods are the only legal transitions.
 */
sealed interface TransactionState {

    /** All of them, by what storage, JSON and events call them. */
    List<String> LABELS = List.of("built", "submitted", "processed", "confirmed", "finalized", "expired", "failed");

    /** In lower case; what storage, JSON and events call it. */
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    default Optional<TransactionSignature> signature() {
        return Optional.empty();
    }

    /** The slot of the block it is in. */
    default Optional<Long> slot() {
        return Optional.empty();
    }

    /** Waits for signatures. */
    record Built() implements TransactionState {

        Submitted submitted(TransactionSignature signature) {
            return new Submitted(signature);
        }

        Expired expired() {
            return new Expired(Optional.empty());
        }
    }

    /** Signed and handed to the cluster; still able to change by itself. */
    sealed interface InFlight extends TransactionState {

        TransactionSignature id();

        @Override
        default Optional<TransactionSignature> signature() {
            return Optional.of(id());
        }

        /**
         * What it is after a look at the chain.
         *
         * @param pastExpiry whether no block can take it any more
         */
        default TransactionState observe(SignatureStatus status, boolean pastExpiry) {
            return switch (status) {
                case SignatureStatus.Unseen unseen -> pastExpiry ? new Expired(signature()) : new Submitted(id());
                case SignatureStatus.Landed landed -> landed(landed);
                // A block that is not confirmed may be dropped, and the transaction succeed in the next.
                case SignatureStatus.Broken broken ->
                    broken.level() == Level.PROCESSED
                            ? this
                            : new Failed(id(), Optional.of(broken.slot()), broken.error());
            };
        }

        private TransactionState landed(SignatureStatus.Landed landed) {
            return switch (landed.level()) {
                case PROCESSED -> new Processed(id(), landed.slot());
                case CONFIRMED -> new Confirmed(id(), landed.slot());
                case FINALIZED -> new Finalized(id(), landed.slot());
            };
        }
    }

    /** Sent, not seen in a block. */
    record Submitted(TransactionSignature id) implements InFlight {

        /** The cluster simulated it and it failed: the same bytes would fail again. */
        Failed rejected(String error) {
            return new Failed(id, Optional.empty(), error);
        }
    }

    /** In a block that may still be dropped. */
    record Processed(TransactionSignature id, long at) implements InFlight {

        @Override
        public Optional<Long> slot() {
            return Optional.of(at);
        }
    }

    /** In a block that two thirds of the stake voted for. */
    record Confirmed(TransactionSignature id, long at) implements InFlight {

        @Override
        public Optional<Long> slot() {
            return Optional.of(at);
        }

        /** No node's ignorance takes a confirmation back. */
        @Override
        public TransactionState observe(SignatureStatus status, boolean pastExpiry) {
            return status instanceof SignatureStatus.Landed(long slot, Level level) && level == Level.FINALIZED
                    ? new Finalized(id, slot)
                    : this;
        }
    }

    /** For good. */
    record Finalized(TransactionSignature id, long at) implements TransactionState {

        @Override
        public Optional<TransactionSignature> signature() {
            return Optional.of(id);
        }

        @Override
        public Optional<Long> slot() {
            return Optional.of(at);
        }
    }

    /** The chain has passed its last valid block height; it can never land. */
    record Expired(Optional<TransactionSignature> sent) implements TransactionState {

        @Override
        public Optional<TransactionSignature> signature() {
            return sent;
        }
    }

    /** Refused before it was sent on, or failed in a block; {@code error} is the runtime's own JSON. */
    record Failed(TransactionSignature id, Optional<Long> in, String error) implements TransactionState {

        @Override
        public Optional<TransactionSignature> signature() {
            return Optional.of(id);
        }

        @Override
        public Optional<Long> slot() {
            return in;
        }
    }
}
