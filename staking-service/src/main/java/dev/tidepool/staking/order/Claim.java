package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAuthority;
import dev.tidepool.staking.stake.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Withdraws all that is free, the largest sums first: accounts without stake are closed, of others what is above stake and rent. */
public record Claim(Authority withdrawer, PublicKey recipient) implements Order {

    /** What fits a transaction, beside a memo and a nonce. */
    private static final int MOST_ACCOUNTS = 12;

    static Claim read(Fields fields) {
        Authority withdrawer = fields.authority("withdrawer");
        return new Claim(withdrawer, fields.optionalKey("recipient").orElse(withdrawer.key()));
    }

    @Override
    public PublicKey principal() {
        return withdrawer.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(recipient);
    }

    @Override
    public Optional<Holder> holder() {
        return Optional.of(new Holder(withdrawer.key(), StakeAuthority.WITHDRAWER));
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        List<Position> free = facts.positions().stream()
                .filter(stake -> stake.isWithdrawnBy(withdrawer.key()))
                .filter(stake -> !stake.withdrawable().isZero())
                .filter(stake -> !stake.address().equals(recipient))
                .sorted(Comparator.comparing(Position::withdrawable)
                        .reversed()
                        .thenComparing(stake -> stake.address().toString()))
                .toList();
        if (free.isEmpty()) {
            throw Problem.of(
                            OrderError.INSUFFICIENT_STAKE,
                            "Nothing can be withdrawn now: deactivate, wait until the epoch ends, then claim.")
                    .with("field", withdrawer.field())
                    .with("available", Lamports.ZERO.toString());
        }
        List<Position> taken = free.subList(0, Math.min(MOST_ACCOUNTS, free.size()));
        List<Draft> drafts = taken.stream()
                .map(stake -> new Withdraw(stake.address(), withdrawer, recipient, Optional.empty(), Optional.empty())
                        .draft(facts, seeds))
                .toList();
        return Draft.joined(drafts).explaining(sentences(taken, free.size()));
    }

    private static List<String> sentences(List<Position> taken, int all) {
        List<String> sentences = new ArrayList<>(taken.stream()
                .map(stake -> stake.withdrawable().equals(stake.lamports())
                        ? "%s has no stake: all %s lamports, which closes it."
                                .formatted(stake.address(), stake.withdrawable())
                        : "%s keeps stake and rent: %s lamports above them."
                                .formatted(stake.address(), stake.withdrawable()))
                .toList());
        if (all > taken.size()) {
            sentences.add("%d more accounts do not fit: claim again.".formatted(all - taken.size()));
        }
        return sentences;
    }
}
