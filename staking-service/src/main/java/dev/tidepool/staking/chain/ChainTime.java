package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.StakeHistory;

/** What the state of a stake account depends on besides itself. */
public record ChainTime(Clock clock, StakeHistory history) {}
