package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;

/**
 * A validator's vote account.
 *
 * @param commissionPercent of rewards, 0 to 100
 * @param delinquent whether it has stopped voting
 */
public record VoteAccount(
        PublicKey address, PublicKey node, int commissionPercent, Lamports activated, boolean delinquent) {}
