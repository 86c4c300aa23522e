package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.staking.order.Fees;
import dev.tidepool.staking.order.Lifetime;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.order.Target;
import dev.tidepool.staking.order.Warning;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.solana.TransactionSignature;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between the columns of staking.transactions and what they mean. Pure. */
final class TransactionRows {

    private TransactionRows() {}

    static TransactionEntity row(
            TransactionId id, OrganizationId organization, String cluster, Plan plan, BuildKey key, Instant nextCheck) {
        TransactionEntity row = new TransactionEntity();
        row.id = id.value();
        row.organization = organization.value();
        row.cluster = cluster;
        row.messageHash = plan.transaction().messageHash().toArray();
        row.unsignedTransaction = plan.transaction().encode().toArray();
        row.kind = plan.request().kind().label();
        live(row, plan.lifetime());
        row.ownerAddress = plan.request().order().principal().toString();
        row.validatorAddress = plan.request().validators().stream()
                .findFirst()
                .map(PublicKey::toString)
                .orElse(null);
        plan.draft().target().ifPresent(target -> target(row, target));
        row.explanation = plan.draft().explanation().toArray(String[]::new);
        row.feeBase = decimal(plan.fees().base());
        row.feePriority = decimal(plan.fees().priority());
        row.feeService = decimal(plan.fees().service());
        row.rent = decimal(plan.fees().rent());
        row.warnings = plan.draft().warnings().stream().map(Warning::name).toArray(String[]::new);
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
                row.cluster,
                OrderKind.ofLabel(row.kind),
                PublicKey.parse(row.ownerAddress),
                Transaction.decode(row.unsignedTransaction),
                Optional.ofNullable(row.signedTransaction).map(Transaction::decode),
                end(row.lastValidBlockHeight, row.nonceAddress, row.nonce),
                address(row.targetAddress).map(address -> new Target(address, Optional.ofNullable(row.targetSeed))),
                new Fees(
                        lamports(row.feeBase), lamports(row.feePriority), lamports(row.feeService), lamports(row.rent)),
                Stream.of(row.warnings).map(Warning::valueOf).toList(),
                List.of(row.explanation),
                state(row.state, row.signature, row.slot, row.error));
    }

    private static void target(TransactionEntity row, Target target) {
        row.targetAddress = target.address().toString();
        row.targetSeed = target.seed().orElse(null);
    }

    static Optional<PublicKey> address(@Nullable String column) {
        return Optional.ofNullable(column).map(PublicKey::parse);
    }

    private static void live(TransactionEntity row, Lifetime lifetime) {
        switch (lifetime) {
            case Lifetime.Recent recent -> row.lastValidBlockHeight = recent.lastValidBlockHeight();
            case Lifetime.Durable durable -> {
                row.nonceAddress = durable.account().toString();
                row.nonce = durable.hash().toString();
            }
        }
    }

    /** A height that is known binds, also where a nonce was used up. */
    static Ending end(@Nullable Long height, @Nullable String nonceAddress, @Nullable String nonce) {
        return height == null
                ? new Ending.ByNonce(
                        PublicKey.parse(Objects.requireNonNull(nonceAddress)),
                        PublicKey.parse(Objects.requireNonNull(nonce)))
                : new Ending.ByHeight(height);
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
