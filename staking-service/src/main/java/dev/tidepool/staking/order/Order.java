package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One thing that a client wants done. Its text is equal for equal orders only. */
public sealed interface Order
        permits CreateStake,
                Delegate,
                Deactivate,
                Withdraw,
                Split,
                Merge,
                Authorize,
                SetLockup,
                MoveStake,
                MoveLamports,
                CreateNonce,
                AdvanceNonce,
                CloseNonce {

    /** Who wants it; pays the fee unless another does. */
    PublicKey principal();

    /** Accounts on whose state it depends. */
    List<PublicKey> reads();

    /** The vote account that it names. */
    default Optional<PublicKey> validator() {
        return Optional.empty();
    }

    /**
     * Checks the order against the chain, then instructs. The same facts and seeds give the same draft.
     *
     * @throws Problem 422 that names the field and the remedy
     */
    Draft draft(Facts facts, Supplier<String> seeds);
}
