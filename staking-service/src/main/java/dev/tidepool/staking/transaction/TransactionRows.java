package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.solana.TransactionSignature;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between the columns of staking.transactions and what they mean. Pure. */
final class TransactionRows {

    private TransactionRows() {}

    static TransactionEntity row(
            TransactionId id, OrganizationId organization, StakePlan plan, BuildKey key, Instant nextCheck) {
        TransactionEntity row = new TransactionEntity();
        row.id = id.value();
        row.organization = organization.value();
        row.messageHash = plan.transaction().messageHash().toArray();
        row.unsignedTransaction = plan.transaction().encode().toArray();
        row.lastValidBlockHeight = plan.lastValidBlockHeight();
        row.ownerAddress = plan.order().owner().toString();
        row.validatorAddress = plan.order().validator().toString();
        row.stakeAddress = plan.stake().stakeAccount().toString();
        row.stakeSeed = plan.stake().seed();
        row.lamports = decimal(plan.order().lamports());
        row.feeBase = decimal(plan.fees().base());
        row.feePriority = decimal(plan.fees().priority());
        row.rent = decimal(plan.fees().rent());
        row.warnings = plan.warnings().stream().map(Warning::name).toArray(String[]::new);
        row.idempotencyKey = key.key().orElse(null);
        row.requestHash = key.requestHash().toArray();
        row.state = new TransactionState.Built().label();
        row.nextCheckAt = nextCheck;
        return row;
    }

    static StoredTransaction stored(TransactionEntity row) {
        return new StoredTransaction(
                new TransactionId(row.id),
                new OrganizationId(row.organization),
                Transaction.decode(row.unsignedTransaction),
                row.lastValidBlockHeight,
                row.stakeAddress,
                row.stakeSeed,
                new Fees(lamports(row.feeBase), lamports(row.feePriority), lamports(row.rent)),
                Stream.of(row.warnings).map(Warning::valueOf).toList(),
                state(row.state, row.signature, row.slot, row.error));
    }

    /** The columns of a state that has them are not null: the transitions wrote them. */
    static TransactionState state(
            String label, @Nullable String signature, @Nullable Long slot, @Nullable String error) {
        Optional<TransactionSignature> id = Optional.ofNullable(signature).map(TransactionSignature::parse);
        return switch (label) {
            case "built" -> new TransactionState.Built();
            case "submitted" -> new TransactionState.Submitted(id.orElseThrow());
            case "processed" -> new TransactionState.Processed(id.orElseThrow(), Objects.requireNonNull(slot));
            case "confirmed" -> new TransactionState.Confirmed(id.orElseThrow(), Objects.requireNonNull(slot));
            case "finalized" -> new TransactionState.Finalized(id.orElseThrow(), Objects.requireNonNull(slot));
            case "expired" -> new TransactionState.Expired(id);
            case "failed" ->
                new TransactionState.Failed(id.orElseThrow(), Optional.ofNullable(slot), Objects.requireNonNull(error));
            default -> throw new IllegalStateException("unknown transaction state: " + label);
        };
    }

    private static BigDecimal decimal(Lamports amount) {
        return new BigDecimal(amount.toString());
    }

    private static Lamports lamports(BigDecimal amount) {
        return Lamports.parse(amount.toBigInteger().toString());
    }
}
