package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.staking.order.Fees;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.Target;
import dev.tidepool.staking.order.Warning;
import dev.tidepool.staking.solana.Transaction;
import java.util.List;
import java.util.Optional;

/** A built transaction as it is kept. The transaction is the unsigned one. */
record StoredTransaction(
        TransactionId id,
        OrganizationId organization,
        OrderKind kind,
        Transaction unsigned,
        Ending ending,
        Optional<Target> target,
        Fees fees,
        List<Warning> warnings,
        List<String> explanation,
        TransactionState state) {

    StoredTransaction {
        warnings = List.copyOf(warnings);
        explanation = List.copyOf(explanation);
    }

    StoredTransaction in(TransactionState next) {
        return new StoredTransaction(
                id, organization, kind, unsigned, ending, target, fees, warnings, explanation, next);
    }
}
