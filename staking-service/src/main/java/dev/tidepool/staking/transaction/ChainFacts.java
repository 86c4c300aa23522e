package dev.tidepool.staking.transaction;

import dev.tidepool.staking.chain.Blockhash;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.Lamports;
import java.util.Optional;

/** What the chain says that a build depends on. */
record ChainFacts(
        Blockhash blockhash,
        Lamports stakeRent,
        Lamports walletRent,
        Lamports minimumDelegation,
        Optional<VoteAccount> validator,
        Lamports ownerBalance,
        Lamports feePayerBalance) {}
