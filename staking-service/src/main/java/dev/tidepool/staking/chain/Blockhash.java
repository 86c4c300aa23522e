package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.PublicKey;
import java.time.Duration;
import java.time.Instant;

/**
 * A recent blockhash: a transaction that names it is taken until the chain is higher than
 * {@code lastValidBlockHeight}.
 *
 * @param slot at which the cluster gave it; nodes that have not reached that slot do not know it
 * @param heightWhenRead the chain's block height at {@code readAt}
 * @param endpoint which served calls when it came
 */
public record Blockhash(
        PublicKey hash, long lastValidBlockHeight, long slot, long heightWhenRead, Instant readAt, int endpoint) {

    /** The chain makes no block faster, so counting by it never overstates what is left. */
    private static final Duration SHORTEST_BLOCK = Duration.ofMillis(400);

    Blockhash servedBy(int serving) {
        return new Blockhash(hash, lastValidBlockHeight, slot, heightWhenRead, readAt, serving);
    }

    boolean isYoungerThan(Duration maxAge, Instant now) {
        return age(now).compareTo(maxAge) < 0;
    }

    Duration age(Instant now) {
        return Duration.between(readAt, now);
    }

    /** The highest that the chain can be by now. */
    long height(Instant now) {
        return heightWhenRead + age(now).dividedBy(SHORTEST_BLOCK);
    }

    /** At least this many. */
    long blocksLeft(Instant now) {
        return lastValidBlockHeight - height(now);
    }
}
