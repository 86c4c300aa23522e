package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.Lamports;
import java.util.Optional;

/**
 * What the chain paid an account for an epoch.
 *
 * @param effectiveSlot in which it was paid
 * @param postBalance of the account after it
 * @param commissionPercent of the validator at that time; empty where the node does not tell
 */
public record Reward(
        long epoch, long effectiveSlot, Lamports amount, Lamports postBalance, Optional<Integer> commissionPercent) {}
