package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAuthority;
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
                CloseNonce,
                Stake,
                Unstake,
                Claim,
                LiquidStake,
                LiquidUnstake,
                Batch {

    /** Who wants it; pays the fee unless another does. */
    PublicKey principal();

    /** Accounts on whose state it depends. */
    List<PublicKey> reads();

    /** Vote accounts that it names. */
    default List<PublicKey> validators() {
        return List.of();
    }

    /** Of whom all stake accounts are read too. */
    default Optional<Holder> holder() {
        return Optional.empty();
    }

    /** Whether it depends on what wallets hold and on no other account, nor on the time. */
    default boolean isOfWalletsAlone() {
        return false;
    }

    /** Whether it is about the configured stake pool. */
    default boolean isLiquid() {
        return false;
    }

    /** Accounts on whose state it depends and that only the pool tells. */
    default List<PublicKey> readsOf(Pool pool) {
        return List.of();
    }

    /** A wallet with this power over stake accounts. */
    record Holder(PublicKey wallet, StakeAuthority power) {}

    /**
     * Checks the order against the chain, then instructs. The same facts and seeds give the same draft.
     *
     * @throws Problem 422 that names the field and the remedy
     */
    Draft draft(Facts facts, Supplier<String> seeds);
}
