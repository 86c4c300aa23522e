package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.Fees;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.Target;
import dev.tidepool.staking.order.Warning;
import dev.tidepool.staking.solana.Message;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * A built transaction as it is kept.
 *
 * @param cluster whose blockhash or nonce it names: it is of no use on another
 * @param wallet who wants it: the owner, or whoever has the power that it uses
 * @param signed as it was submitted; a wallet may have given it another compute budget
 */
record StoredTransaction(
        TransactionId id,
        OrganizationId organization,
        String cluster,
        OrderKind kind,
        PublicKey wallet,
        Transaction unsigned,
        Optional<Transaction> signed,
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

    /** @throws Problem 409 when a request names another cluster than it was built for */
    void requireOf(Optional<Cluster> named) {
        if (named.filter(one -> !one.isNamed(cluster)).isPresent()) {
            throw Problem.of(
                            TransactionError.CLUSTER_DIFFERS,
                            "The transaction %s was built for the cluster %s. Name that one, or leave cluster out."
                                    .formatted(id, cluster))
                    .with("field", "cluster")
                    .with("cluster", cluster);
        }
    }

    /** Blocks that can still take it at this height of the chain, where it waits for one and ends by a height. */
    Optional<Long> expiresIn(long height) {
        return state instanceof TransactionState.Built
                ? ending.lastValidBlockHeight().map(last -> Math.max(0, last - height))
                : Optional.empty();
    }

    /** That the cluster was or will be told. */
    Message message() {
        return signed.orElse(unsigned).message();
    }

    StoredTransaction submitted(TransactionState next, Transaction sent) {
        return new StoredTransaction(
                id,
                organization,
                cluster,
                kind,
                wallet,
                unsigned,
                Optional.of(sent),
                ending,
                target,
                fees,
                warnings,
                explanation,
                next);
    }
}
