package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAuthority;
import dev.tidepool.staking.stake.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stakes an amount: an idle account of the owner that holds just that is delegated again, which saves the rent; otherwise
 * a new one is made.
 */
public record Stake(PublicKey owner, PublicKey vote, Lamports lamports) implements Order {

    static Stake read(Fields fields) {
        return new Stake(fields.wallet("owner"), fields.key("validator"), fields.lamports());
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
    public List<PublicKey> validators() {
        return List.of(vote);
    }

    @Override
    public Optional<Holder> holder() {
        return Optional.of(new Holder(owner, StakeAuthority.STAKER));
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Optional<Position> idle = facts.positions().stream()
                .filter(this::isJustThat)
                .min(Comparator.comparing(stake -> stake.address().toString()));
        Authority staker = new Authority("owner", owner);
        return idle.map(stake -> new Delegate(stake.address(), staker, vote)
                        .draft(facts, seeds)
                        .explaining(List.of(
                                "%s is inactive and holds just that amount above its rent: it is delegated again."
                                        .formatted(stake.address()))))
                .orElseGet(() -> create().draft(facts, seeds)
                        .explaining(List.of(
                                "No inactive account of the owner holds just that amount: a new one is made.")));
    }

    private CreateStake create() {
        return new CreateStake(owner, owner, owner, Lockup.NONE, Optional.empty(), vote, lamports);
    }

    private boolean isJustThat(Position stake) {
        return Mergeable.of(stake) == Mergeable.INACTIVE
                && stake.isStakedBy(owner)
                && stake.isWithdrawnBy(owner)
                && !stake.locked()
                && stake.lamports().equals(lamports.plusCapped(stake.meta().rentReserve()));
    }
}
