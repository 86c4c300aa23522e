package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;

/** The stake pool that liquid stakes go into. */
public record Pool(PublicKey address, StakePool state) {}
