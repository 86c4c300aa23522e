package dev.tidepool.staking.validator;

import dev.tidepool.staking.chain.EpochTime;
import dev.tidepool.staking.chain.Inflation;
import dev.tidepool.staking.solana.Lamports;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the whole cluster's rewards follow from. Pure.
 *
 * @param inflation empty where the node does not tell
 * @param supply empty where the node does not tell
 * @param activated stake of all validators in this epoch
 */
public record Economy(Optional<Inflation> inflation, Optional<Lamports> supply, Lamports activated, EpochTime time) {

    /** What stake is paid for an epoch, before commission, in lamports: inflation x supply x the epoch's part of a year. */
    public OptionalDouble epochRewards() {
        return inflation.isPresent() && supply.isPresent()
                ? OptionalDouble.of(inflation.get().validator()
                        * supply.get().toBigInteger().doubleValue()
                        * time.yearsPerEpoch())
                : OptionalDouble.empty();
    }

    /** What a lamport at a validator of mean credits and no commission earns in an epoch; empty when something is not known. */
    OptionalDouble epochYield() {
        OptionalDouble rewards = epochRewards();
        return rewards.isPresent() && !activated.isZero()
                ? OptionalDouble.of(
                        rewards.getAsDouble() / activated.toBigInteger().doubleValue())
                : OptionalDouble.empty();
    }

    /** What is lacking for an estimate, as a sentence. */
    Optional<String> lack() {
        if (inflation.isEmpty()) {
            return Optional.of("The RPC endpoint does not tell the inflation rate.");
        }
        if (supply.isEmpty()) {
            return Optional.of("The RPC endpoint does not tell the total supply.");
        }
        return activated.isZero() ? Optional.of("Nothing is staked.") : Optional.empty();
    }
}
