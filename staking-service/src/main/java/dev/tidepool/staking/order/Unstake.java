package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAuthority;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets an amount cool down: whole accounts while they fit, those that earn nothing yet first, then the largest; of the
 * smallest that is large enough, the rest is split off.
 *
 * @param lamports empty for all that is delegated
 */
public record Unstake(Authority staker, Optional<Lamports> lamports) implements Order {

    /** What fits a transaction, beside a memo and a nonce. */
    private static final int MOST_ACCOUNTS = 15;

    static Unstake read(Fields fields) {
        return new Unstake(fields.authority("staker"), fields.lamportsOrAll());
    }

    @Override
    public PublicKey principal() {
        return staker.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of();
    }

    @Override
    public Optional<Holder> holder() {
        return Optional.of(new Holder(staker.key(), StakeAuthority.STAKER));
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        List<Position> candidates = candidates(facts);
        Lamports wanted = lamports.orElseGet(() -> sum(candidates));
        Checks.requireFree(wanted, sum(candidates), staker.key());
        List<Position> whole = whole(candidates, wanted);
        List<Draft> drafts = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        for (Position stake : whole) {
            drafts.add(new Deactivate(stake.address(), staker).draft(facts, seeds));
            sentences.add("%s is deactivated whole: %s lamports.".formatted(stake.address(), delegated(stake)));
        }
        Lamports rest = wanted.minus(sum(whole));
        if (!rest.isZero()) {
            Position stake = divisible(candidates, whole, rest, facts);
            drafts.add(part(stake, rest, facts, seeds));
            sentences.add(
                    "Of %s, %s lamports are split off and deactivated: no set of whole accounts comes to the amount."
                            .formatted(stake.address(), rest));
        }
        requireRoom(drafts.size());
        return Draft.joined(drafts).explaining(sentences);
    }

    private List<Position> candidates(Facts facts) {
        return facts.positions().stream()
                .filter(stake -> stake.isStakedBy(staker.key()))
                .filter(stake -> stake.delegation()
                        .filter(delegation -> !delegation.isDeactivated())
                        .isPresent())
                .sorted(Comparator.comparing((Position stake) -> Mergeable.of(stake) != Mergeable.ACTIVATING)
                        .thenComparing(Unstake::delegated, Comparator.reverseOrder())
                        .thenComparing(stake -> stake.address().toString()))
                .toList();
    }

    /** One that is just the amount, or as many as fit into it. */
    private static List<Position> whole(List<Position> candidates, Lamports wanted) {
        Optional<Position> exact = candidates.stream()
                .filter(stake -> delegated(stake).equals(wanted))
                .findFirst();
        if (exact.isPresent()) {
            return List.of(exact.get());
        }
        List<Position> whole = new ArrayList<>();
        Lamports left = wanted;
        for (Position stake : candidates) {
            if (!left.isLessThan(delegated(stake))) {
                whole.add(stake);
                left = left.minus(delegated(stake));
            }
        }
        return whole;
    }

    private static Position divisible(List<Position> candidates, List<Position> whole, Lamports rest, Facts facts) {
        Lamports least = facts.minimumDelegation();
        return candidates.stream()
                .filter(stake -> !whole.contains(stake))
                .filter(stake -> !rest.isLessThan(least) && !delegated(stake).isLessThan(rest.plusCapped(least)))
                .min(Comparator.comparing(Unstake::delegated))
                .orElseThrow(() -> Problem.of(
                                OrderError.AMOUNT_BELOW_MINIMUM,
                                "%s lamports would be left to split off, and both parts of an account must have %s. Unstake %s, or \"all\"."
                                        .formatted(rest, least, whole.isEmpty() ? "more" : sum(whole)))
                        .with("field", "lamports")
                        .with("minimum", least.toString()));
    }

    private Draft part(Position stake, Lamports rest, Facts facts, Supplier<String> seeds) {
        Draft split = new Split(stake.address(), staker, Optional.empty(), rest).draft(facts, seeds);
        PublicKey made = split.targets().getFirst().address();
        Instruction deactivate = StakeProgram.deactivate(made, staker.key());
        return new Draft(
                split.targets(),
                split.computeUnits() + Deactivate.UNITS,
                Stream.concat(split.instructions().stream(), Stream.of(deactivate))
                        .toList(),
                split.flows(),
                split.rent(),
                split.warnings(),
                List.of());
    }

    private void requireRoom(int accounts) {
        if (accounts > MOST_ACCOUNTS) {
            throw Problem.of(
                            OrderError.TRANSACTION_TOO_LARGE,
                            "That takes %d accounts, and a transaction has room for %d. Unstake less at once."
                                    .formatted(accounts, MOST_ACCOUNTS))
                    .with("field", "lamports");
        }
    }

    private static Lamports sum(List<Position> stakes) {
        return stakes.stream().map(Unstake::delegated).reduce(Lamports.ZERO, Lamports::plusCapped);
    }

    private static Lamports delegated(Position stake) {
        return stake.delegation().map(Delegation::stake).orElse(Lamports.ZERO);
    }
}
