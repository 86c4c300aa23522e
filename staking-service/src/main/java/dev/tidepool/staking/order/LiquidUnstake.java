package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.solana.AssociatedTokenProgram;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.StakePoolProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives tokens of the stake pool back for lamports of its reserve.
 *
 * @param poolTokens in the token's smallest unit; empty for all that the owner has
 */
public record LiquidUnstake(PublicKey owner, Optional<Lamports> poolTokens, PublicKey recipient) implements Order {

    /** What the program is known to need at most; no cluster here has it to be measured on. */
    private static final int UNITS = 100_000;

    static LiquidUnstake read(Fields fields) {
        PublicKey owner = fields.wallet("owner");
        return new LiquidUnstake(
                owner,
                fields.amountOrAll("poolTokens"),
                fields.optionalKey("recipient").orElse(owner));
    }

    @Override
    public PublicKey principal() {
        return owner;
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(recipient);
    }

    @Override
    public boolean isLiquid() {
        return true;
    }

    @Override
    public List<PublicKey> readsOf(Pool pool) {
        List<PublicKey> reads = new ArrayList<>(LiquidChecks.reads(owner, pool));
        reads.add(pool.state().reserve());
        return reads;
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        PublicKey pool = facts.poolAddress();
        StakePool state = facts.pool();
        LiquidChecks.requireOpen("poolTokens", state, state.withdrawAuthority(), facts);
        PublicKey tokens = AssociatedTokenProgram.address(owner, state.mint());
        Lamports held =
                LiquidChecks.tokens("owner", tokens, owner, state, facts).orElse(Lamports.ZERO);
        Lamports sum = poolTokens.orElse(held);
        LiquidChecks.requireTokens(sum, held, tokens);
        Lamports lamports = state.lamportsFor(sum);
        requireReserve(lamports, state, facts);
        return Draft.ofNoAccount(
                        UNITS, List.of(StakePoolProgram.withdrawSol(pool, state, owner, tokens, recipient, sum)))
                .getting("recipient", recipient, lamports)
                .explaining(List.of("At this epoch's rate of the pool %s, %s lamports go to %s, its fee taken."
                        .formatted(pool, lamports, recipient)));
    }

    /** Something comes back, and the reserve has it above its own rent. */
    private static void requireReserve(Lamports lamports, StakePool state, Facts facts) {
        if (lamports.isZero()) {
            throw Problem.of(
                            OrderError.AMOUNT_BELOW_MINIMUM,
                            "For so few tokens the pool gives no lamport after its fee. Give more of them.")
                    .with("field", "poolTokens");
        }
        Lamports held = facts.balance(state.reserve());
        Lamports rent = facts.rents().stake();
        Lamports free = held.isLessThan(rent) ? Lamports.ZERO : held.minus(rent);
        if (free.isLessThan(lamports)) {
            throw Problem.of(
                            OrderError.POOL_STATE_CONFLICT,
                            "The pool's reserve has %s lamports to give, and this would be %s. Give fewer tokens, or wait until it has more."
                                    .formatted(free, lamports))
                    .with("field", "poolTokens")
                    .with("available", free.toString());
        }
    }
}
