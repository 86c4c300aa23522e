package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts one account into another.
 *
 * @param stakeAccount stays
 * @param source is closed
 */
public record Merge(PublicKey stakeAccount, PublicKey source, Authority staker) implements Order {

    private static final int UNITS = 16_000;

    static Merge read(Fields fields) {
        return new Merge(fields.key("stakeAccount"), fields.key("source"), fields.authority("staker"));
    }

    @Override
    public PublicKey principal() {
        return staker.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(stakeAccount, source);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Checks.requireDifferent("source", source, stakeAccount);
        Position stays = facts.stake("stakeAccount", stakeAccount);
        Position closes = facts.stake("source", source);
        Checks.requireStaker(staker, stays);
        Checks.requireSameRules("source", stays, closes);
        requireStates(stays, closes);
        return Draft.of(stakeAccount, UNITS, StakeProgram.merge(stakeAccount, source, staker.key()));
    }

    private static void requireStates(Position stays, Position closes) {
        Mergeable into = Mergeable.of(stays);
        Mergeable from = Mergeable.of(closes);
        if (into == Mergeable.TRANSIENT) {
            throw Checks.wrongState("stakeAccount", stays, "Merge in a later epoch, when it is active or inactive.");
        }
        if (from == Mergeable.TRANSIENT) {
            throw Checks.wrongState("source", closes, "Merge in a later epoch, when it is active or inactive.");
        }
        if (into == Mergeable.INACTIVE && from == Mergeable.ACTIVATING) {
            throw Checks.wrongState("source", closes, "Exchange the two: the activating one stays.");
        }
        boolean idle = from == Mergeable.INACTIVE && into != Mergeable.ACTIVE;
        if (!idle && into != from) {
            throw Checks.wrongState("source", closes, "The other is not: merge when both are, or both are inactive.");
        }
        if (!idle) {
            Checks.requireSameValidator("source", stays, closes);
        }
    }
}
