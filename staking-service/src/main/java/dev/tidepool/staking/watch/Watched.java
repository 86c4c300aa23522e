package dev.tidepool.staking.watch;

import dev.tidepool.staking.solana.PublicKey;
import java.util.Optional;

/**
 * A wallet whose turn it is.
 *
 * @param cluster on which it is looked at, as the row has it
 * @param looks how many were begun, with this one
 * @param before what was seen last; empty at the first look
 * @param rewardedEpoch up to which rewards were told
 */
record Watched(String cluster, PublicKey wallet, long looks, Optional<Sight> before, long rewardedEpoch) {}
