package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.function.Supplier;

/**
 * Moves lamports that are neither staked nor rent between two accounts of the same authorities.
 *
 * @param stakeAccount gives
 */
public record MoveLamports(PublicKey stakeAccount, PublicKey destination, Authority staker, Lamports lamports)
        implements Order {

    private static final int UNITS = 11_600;

    static MoveLamports read(Fields fields) {
        return new MoveLamports(
                fields.key("stakeAccount"), fields.key("destination"), fields.authority("staker"), fields.lamports());
    }

    @Override
    public PublicKey principal() {
        return staker.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(stakeAccount, destination);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Checks.requireDifferent("destination", destination, stakeAccount);
        Position gives = facts.stake("stakeAccount", stakeAccount);
        Position takes = facts.stake("destination", destination);
        Checks.requireStaker(staker, gives);
        Checks.requireSameRules("destination", gives, takes);
        Mergeable from = Mergeable.of(gives);
        if (from != Mergeable.ACTIVE && from != Mergeable.INACTIVE) {
            throw Checks.wrongState("stakeAccount", gives, "It must be wholly active, or inactive.");
        }
        if (Mergeable.of(takes) == Mergeable.TRANSIENT) {
            throw Checks.wrongState("destination", takes, "Try in a later epoch, when it is active or inactive.");
        }
        Lamports kept = gives.staked().plusCapped(gives.meta().rentReserve());
        Lamports free = gives.lamports().isLessThan(kept)
                ? Lamports.ZERO
                : gives.lamports().minus(kept);
        Checks.requireFree(lamports, free, stakeAccount);
        return Draft.of(
                destination, UNITS, StakeProgram.moveLamports(stakeAccount, destination, staker.key(), lamports));
    }
}
