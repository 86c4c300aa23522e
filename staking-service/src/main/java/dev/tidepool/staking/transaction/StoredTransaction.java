package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.staking.solana.Transaction;
import java.util.List;

/** A built transaction as it is kept. The transaction is the unsigned one. */
record StoredTransaction(
        TransactionId id,
        OrganizationId organization,
        Transaction unsigned,
        long lastValidBlockHeight,
        String stakeAddress,
        String stakeSeed,
        Fees fees,
        List<Warning> warnings,
        TransactionState state) {

    StoredTransaction {
        warnings = List.copyOf(warnings);
    }

    StoredTransaction in(TransactionState next) {
        return new StoredTransaction(
                id, organization, unsigned, lastValidBlockHeight, stakeAddress, stakeSeed, fees, warnings, next);
    }
}
