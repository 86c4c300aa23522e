package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.function.Supplier;

/** Lets the whole of an account cool down; a part of it is split off first. */
public record Deactivate(PublicKey stakeAccount, Authority staker) implements Order {

    static final int UNITS = 10_700;

    static Deactivate read(Fields fields) {
        return new Deactivate(fields.key("stakeAccount"), fields.authority("staker"));
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
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Position stake = facts.stake("stakeAccount", stakeAccount);
        Checks.requireStaker(staker, stake);
        if (stake.delegation().filter(given -> !given.isDeactivated()).isEmpty()) {
            throw Checks.wrongState(
                    "stakeAccount",
                    stake,
                    stake.delegation().filter(Delegation::isDeactivated).isPresent()
                            ? "It was deactivated before: wait until it is inactive, then withdraw."
                            : "It was never delegated: withdraw.");
        }
        return Draft.of(stakeAccount, UNITS, StakeProgram.deactivate(stakeAccount, staker.key()));
    }
}
