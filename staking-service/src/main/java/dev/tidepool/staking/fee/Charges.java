package dev.tidepool.staking.fee;

import dev.tidepool.staking.solana.Lamports;
import java.util.Optional;

/**
 * What the chain charges.
 *
 * @param perSignature empty where the node did not tell
 */
record Charges(
        RecentPrices prices,
        Optional<Lamports> perSignature,
        Lamports stakeRent,
        Lamports nonceRent,
        Lamports walletRent,
        Lamports minimumDelegation) {}
