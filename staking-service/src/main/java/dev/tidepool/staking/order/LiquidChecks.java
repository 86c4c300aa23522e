package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.solana.AssociatedTokenProgram;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.TokenAccount;
import java.util.List;
import java.util.Optional;

/** Rules of the stake-pool program that both ways must pass. Each throws a Problem that names field and remedy. */
final class LiquidChecks {

    private LiquidChecks() {}

    /** What both ways depend on. */
    static List<PublicKey> reads(PublicKey owner, Pool pool) {
        return List.of(
                pool.address(),
                AssociatedTokenProgram.address(owner, pool.state().mint()));
    }

    /** It was told of its stakes in this epoch, and lets everybody. */
    static void requireOpen(String field, StakePool pool, Optional<PublicKey> authority, Facts facts) {
        if (authority.isPresent()) {
            throw Problem.of(
                            OrderError.POOL_STATE_CONFLICT,
                            "The pool does this only where its authority %s signs. Stake with the kind stake."
                                    .formatted(authority.get()))
                    .with("field", field);
        }
        long epoch = facts.time().clock().epoch();
        if (Long.compareUnsigned(pool.lastUpdate(), epoch) < 0) {
            throw Problem.of(
                            OrderError.POOL_STATE_CONFLICT,
                            "The pool was last brought up to date in epoch %s, and this is %s: it takes and gives nothing until"
                                            .formatted(
                                                    Long.toUnsignedString(pool.lastUpdate()),
                                                    Long.toUnsignedString(epoch))
                                    + " that is done, which anybody may do. Try again in some minutes.")
                    .with("field", field);
        }
    }

    /** How many the owner has of the pool; empty where there is no token account. */
    static Optional<Lamports> tokens(String field, PublicKey address, PublicKey owner, StakePool pool, Facts facts) {
        return Optional.ofNullable(facts.accounts().get(address)).flatMap(account -> {
            if (!account.owner().equals(AssociatedTokenProgram.TOKEN)) {
                return Optional.empty();
            }
            TokenAccount tokens = decode(account.data().toArray(), field, address);
            if (!tokens.usable()
                    || !tokens.owner().equals(owner)
                    || !tokens.mint().equals(pool.mint())) {
                throw unusable(field, address);
            }
            return Optional.of(tokens.amount());
        });
    }

    private static TokenAccount decode(byte[] data, String field, PublicKey address) {
        try {
            return TokenAccount.decode(data);
        } catch (MalformedBytesException other) {
            throw unusable(field, address);
        }
    }

    private static Problem unusable(String field, PublicKey address) {
        return Problem.of(
                        OrderError.POOL_STATE_CONFLICT,
                        "The token account %s is frozen, or belongs to another by now. Take another owner."
                                .formatted(address))
                .with("field", field);
    }

    static void requireTokens(Lamports wanted, Lamports held, PublicKey tokens) {
        if (wanted.isZero() || held.isLessThan(wanted)) {
            throw Problem.of(
                            OrderError.INSUFFICIENT_POOL_TOKENS,
                            "Of %s, from 1 to %s of the pool's smallest token unit can be given back."
                                    .formatted(tokens, held))
                    .with("field", "poolTokens")
                    .with("available", held.toString());
        }
    }
}
