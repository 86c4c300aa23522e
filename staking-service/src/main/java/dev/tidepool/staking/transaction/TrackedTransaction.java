package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.staking.chain.SignatureStatus;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.Target;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.TransactionSignature;
import java.util.Map;
import java.util.Optional;

/** A transaction whose state can still change, as the tracker holds it for a moment. */
record TrackedTransaction(
        TransactionId id,
        OrganizationId organization,
        String cluster,
        OrderKind kind,
        Optional<PublicKey> target,
        Ending ending,
        TransactionState state,
        Optional<Bytes> signed) {

    static TrackedTransaction of(StoredTransaction stored) {
        return new TrackedTransaction(
                stored.id(),
                stored.organization(),
                stored.cluster(),
                stored.kind(),
                stored.target().map(Target::address),
                stored.ending(),
                stored.state(),
                Optional.empty());
    }

    /** Whether this change is the one that confirms a stake: a look at the chain may find it finalized at once. */
    boolean isConfirmedStakeBy(TransactionState next) {
        boolean confirms = next instanceof TransactionState.Confirmed
                || (next instanceof TransactionState.Finalized && !(state instanceof TransactionState.Confirmed));
        return confirms && kind.isStaking();
    }

    /** The node that tells the statuses may be behind the one that told the height; a late sight is no loss, an early loss is. */
    private static final long MARGIN_BLOCKS = 32;

    /** Whether a block can still take it. */
    boolean canLand(long blockHeight) {
        return ending.lastValidBlockHeight().map(last -> blockHeight <= last).orElse(true);
    }

    /** Whether what no node has seen by now will never be seen. */
    boolean isLost(long blockHeight) {
        return ending.lastValidBlockHeight()
                .map(last -> blockHeight > last + MARGIN_BLOCKS)
                .orElse(false);
    }

    /** Its state after a look at the chain; a signature the look did not cover is unseen. */
    TransactionState observe(Map<TransactionSignature, SignatureStatus> statuses, long blockHeight) {
        return switch (state) {
            case TransactionState.Built built -> canLand(blockHeight) ? built : built.expired();
            case TransactionState.InFlight flying ->
                flying.observe(statuses.getOrDefault(flying.id(), new SignatureStatus.Unseen()), isLost(blockHeight));
            case TransactionState.Finalized finalized -> finalized;
            case TransactionState.Expired expired -> expired;
            case TransactionState.Failed failed -> failed;
        };
    }
}
