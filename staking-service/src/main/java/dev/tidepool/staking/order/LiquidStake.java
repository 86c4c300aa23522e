package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.solana.AssociatedTokenProgram;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.StakePoolProgram;
import dev.tidepool.staking.solana.TokenAccount;
import java.util.List;
import java.util.function.Supplier;

/** Puts lamports into the stake pool, for tokens of it in the owner's associated token account, which is made if it is not there. */
public record LiquidStake(PublicKey owner, Lamports lamports) implements Order {

    /** What both programs are known to need at most; no cluster here has them to be measured on. */
    private static final int UNITS = 100_000;

    static LiquidStake read(Fields fields) {
        return new LiquidStake(fields.wallet("owner"), fields.lamports());
    }

    @Override
    public PublicKey principal() {
        return owner;
    }

    @Override
    public List<PublicKey> reads() {
        return List.of();
    }

    @Override
    public boolean isLiquid() {
        return true;
    }

    @Override
    public List<PublicKey> readsOf(Pool pool) {
        return LiquidChecks.reads(owner, pool);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        PublicKey pool = facts.poolAddress();
        StakePool state = facts.pool();
        LiquidChecks.requireOpen("lamports", state, state.depositAuthority(), facts);
        Lamports minted = state.tokensFor(lamports);
        if (minted.isZero()) {
            throw Problem.of(
                            OrderError.AMOUNT_BELOW_MINIMUM,
                            "For %s lamports the pool gives no token after its fee. Stake more.".formatted(lamports))
                    .with("field", "lamports");
        }
        PublicKey tokens = AssociatedTokenProgram.address(owner, state.mint());
        boolean there =
                LiquidChecks.tokens("owner", tokens, owner, state, facts).isPresent();
        Lamports rent = there ? Lamports.ZERO : facts.rents().of(TokenAccount.SPACE);
        return Draft.ofNoAccount(
                        UNITS,
                        List.of(
                                AssociatedTokenProgram.createIdempotent(owner, owner, state.mint()),
                                StakePoolProgram.depositSol(pool, state, owner, tokens, lamports)))
                .giving("lamports", owner, lamports.plusCapped(rent))
                .renting(rent)
                .explaining(List.of(
                        "At this epoch's rate of the pool %s, %s of its smallest token unit come into %s, its fee taken."
                                .formatted(pool, minted, tokens)));
    }
}
