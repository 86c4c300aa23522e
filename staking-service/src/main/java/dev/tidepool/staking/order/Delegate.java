package dev.tidepool.staking.order;

import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.function.Supplier;

/** Delegates all of an existing account but its rent; to its own validator again, it takes this epoch's deactivation back. */
public record Delegate(PublicKey stakeAccount, Authority staker, PublicKey vote) implements Order {

    private static final int UNITS = 12_700;

    static Delegate read(Fields fields) {
        return new Delegate(fields.key("stakeAccount"), fields.authority("staker"), fields.key("validator"));
    }

    @Override
    public PublicKey principal() {
        return staker.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(stakeAccount);
    }

    @Override
    public List<PublicKey> validators() {
        return List.of(vote);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        VoteAccount validator = facts.validator(vote);
        Position stake = facts.stake("stakeAccount", stakeAccount);
        Checks.requireStaker(staker, stake);
        boolean counts = !stake.activation().effective().isZero();
        if (counts
                && !stake.delegation()
                        .filter(given -> mayComeBack(given, facts))
                        .isPresent()) {
            throw Checks.wrongState(
                    "stakeAccount", stake, "Deactivate it and delegate it in a later epoch, or use move-stake.");
        }
        Lamports rent = stake.meta().rentReserve();
        Lamports free = stake.lamports().isLessThan(rent)
                ? Lamports.ZERO
                : stake.lamports().minus(rent);
        Checks.requireMinimum("stakeAccount", free, facts);
        return Draft.of(stakeAccount, UNITS, StakeProgram.delegate(stakeAccount, vote, staker.key()))
                .warning(CreateStake.warnings(validator));
    }

    private boolean mayComeBack(Delegation delegation, Facts facts) {
        return delegation.voter().equals(vote)
                && delegation.deactivationEpoch() == facts.time().clock().epoch();
    }
}
