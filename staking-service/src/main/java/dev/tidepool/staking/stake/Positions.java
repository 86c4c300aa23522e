package dev.tidepool.staking.stake;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.List;
import java.util.function.Function;

/** All stake accounts of a wallet in an epoch. */
public record Positions(PublicKey wallet, long epoch, List<Position> all) {

    public Positions {
        all = List.copyOf(all);
    }

    Lamports sum(Function<Position, Lamports> amount) {
        return all.stream().map(amount).reduce(Lamports.ZERO, Lamports::plusCapped);
    }
}
