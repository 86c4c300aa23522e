package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.NewAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves a part of an account into a new one, which keeps its state, authorities and lockup.
 *
 * @param staker pays the new account's rent
 * @param destination whose key signs; derived from the staker where there is none
 */
public record Split(PublicKey stakeAccount, Authority staker, Optional<PublicKey> destination, Lamports lamports)
        implements Order {

    static final int UNITS = 17_500;

    static Split read(Fields fields) {
        return new Split(
                fields.key("stakeAccount"),
                fields.authority("staker"),
                fields.optionalWallet("destination"),
                fields.lamports());
    }

    @Override
    public PublicKey principal() {
        return staker.key();
    }

    @Override
    public List<PublicKey> reads() {
        List<PublicKey> reads = new ArrayList<>(List.of(stakeAccount));
        destination.ifPresent(reads::add);
        return reads;
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        destination.ifPresent(key -> Checks.requireDifferent("destination", key, stakeAccount));
        destination.ifPresent(key -> facts.requireFree("destination", key));
        Position stake = facts.stake("stakeAccount", stakeAccount);
        Checks.requireStaker(staker, stake);
        requireBothParts(stake, facts);
        Lamports rent = facts.rents().stake();
        NewAccount made = destination
                .<NewAccount>map(NewAccount.Keyed::new)
                .orElseGet(() -> NewAccount.Derived.of(staker.key(), seeds.get(), StakeProgram.ID));
        List<Instruction> instructions =
                new ArrayList<>(made.instructions(staker.key(), rent, StakeProgram.SPACE, StakeProgram.ID));
        instructions.add(StakeProgram.split(stakeAccount, made.address(), staker.key(), lamports));
        return Draft.of(Target.of(made), UNITS, instructions)
                .giving(staker.field(), staker.key(), rent)
                .renting(rent)
                .warningIf(lamports.equals(stake.lamports()), Warning.CLOSES_ACCOUNT);
    }

    /** All of it, or a part that leaves both enough; of a delegation both parts must be one. */
    private void requireBothParts(Position stake, Facts facts) {
        Lamports rent = stake.meta().rentReserve();
        Lamports staked = stake.delegation().map(given -> given.stake()).orElse(Lamports.ZERO);
        if (lamports.equals(stake.lamports())) {
            return;
        }
        Lamports most = stake.lamports().isLessThan(rent)
                ? Lamports.ZERO
                : stake.lamports().minus(rent);
        Checks.requireFree(lamports, most, stakeAccount);
        if (staked.isZero()) {
            return;
        }
        Checks.requireMinimum("lamports", lamports, facts);
        Lamports left = staked.isLessThan(lamports) ? Lamports.ZERO : staked.minus(lamports);
        if (left.isLessThan(facts.minimumDelegation())) {
            throw Problem.of(
                            OrderError.AMOUNT_BELOW_MINIMUM,
                            "%s would keep %s lamports of its delegation; it must keep %s. Split off less, or all %s."
                                    .formatted(stakeAccount, left, facts.minimumDelegation(), stake.lamports()))
                    .with("field", "lamports")
                    .with("minimum", facts.minimumDelegation().toString());
        }
    }
}
