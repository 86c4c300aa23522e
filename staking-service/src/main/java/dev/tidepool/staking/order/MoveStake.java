package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.function.Supplier;

/**
 * Moves active stake into an account that is active with the same validator, or inactive, without a pause of its rewards.
 *
 * @param stakeAccount gives
 */
public record MoveStake(PublicKey stakeAccount, PublicKey destination, Authority staker, Lamports lamports)
        implements Order {

    private static final int UNITS = 21_000;

    static MoveStake read(Fields fields) {
        return new MoveStake(
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
        if (Mergeable.of(gives) != Mergeable.ACTIVE) {
            throw Checks.wrongState("stakeAccount", gives, "Only stake that is wholly active moves.");
        }
        switch (Mergeable.of(takes)) {
            case ACTIVE -> Checks.requireSameValidator("destination", gives, takes);
            case INACTIVE -> {}
            case ACTIVATING, TRANSIENT ->
                throw Checks.wrongState("destination", takes, "It must be wholly active, or inactive.");
        }
        requireAmount(gives, takes, facts);
        return Draft.of(destination, UNITS, StakeProgram.moveStake(stakeAccount, destination, staker.key(), lamports));
    }

    private void requireAmount(Position gives, Position takes, Facts facts) {
        Lamports staked = stake(gives);
        Checks.requireFree(lamports, staked, stakeAccount);
        Lamports left = staked.minus(lamports);
        if (!left.isZero() && left.isLessThan(facts.minimumDelegation())) {
            throw Problem.of(
                            OrderError.AMOUNT_BELOW_MINIMUM,
                            "%s would keep %s lamports; it must keep %s, or none: move less, or all %s."
                                    .formatted(stakeAccount, left, facts.minimumDelegation(), staked))
                    .with("field", "lamports")
                    .with("minimum", facts.minimumDelegation().toString());
        }
        Lamports there = Mergeable.of(takes) == Mergeable.ACTIVE ? stake(takes) : Lamports.ZERO;
        Checks.requireMinimum("lamports", there.plusCapped(lamports), facts);
    }

    private static Lamports stake(Position position) {
        return position.delegation().map(Delegation::stake).orElse(Lamports.ZERO);
    }
}
