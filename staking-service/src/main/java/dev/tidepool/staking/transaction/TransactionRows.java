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
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between the columns of staking.transactions and what they mean. Pure. */
final class TransactionRows {

    static final String COLUMNS = """
            id, organization, cluster, kind, owner_address, unsigned_transaction, signed_transaction, last_valid_block_height,
            nonce_address, nonce, stake_address, stake_seed, fee_base, fee_priority, fee_service, rent, warnings, explanation,
            state, signature, slot, error""";

    private TransactionRows() {}

    /** What was just built, as it will be read. */
    static StoredTransaction built(TransactionId id, OrganizationId organization, String cluster, Plan plan) {
        return new StoredTransaction(
                id,
                organization,
                cluster,
                plan.request().kind(),
                plan.request().order().principal(),
                plan.transaction(),
                Optional.empty(),
                end(plan.lifetime()),
                plan.draft().target(),
                plan.fees(),
                plan.draft().warnings(),
                plan.draft().explanation(),
                new TransactionState.Built());
    }

    /** Of {@link #COLUMNS}. */
    static StoredTransaction stored(Row row) {
        return new StoredTransaction(
                new TransactionId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization")),
                row.getString("cluster"),
                OrderKind.ofLabel(row.getString("kind")),
                PublicKey.parse(row.getString("owner_address")),
                Transaction.decode(row.getBuffer("unsigned_transaction").getBytes()),
                Optional.ofNullable(row.getBuffer("signed_transaction"))
                        .map(bytes -> Transaction.decode(bytes.getBytes())),
                end(row.getLong("last_valid_block_height"), row.getString("nonce_address"), row.getString("nonce")),
                address(row.getString("stake_address"))
                        .map(address -> new Target(address, Optional.ofNullable(row.getString("stake_seed")))),
                new Fees(
                        lamports(row, "fee_base"),
                        lamports(row, "fee_priority"),
                        lamports(row, "fee_service"),
                        lamports(row, "rent")),
                Stream.of(row.getArrayOfStrings("warnings"))
                        .map(Warning::valueOf)
                        .toList(),
                List.of(row.getArrayOfStrings("explanation")),
                state(row.getString("state"), row.getString("signature"), row.getLong("slot"), row.getString("error")));
    }

    static Optional<PublicKey> address(@Nullable String column) {
        return Optional.ofNullable(column).map(PublicKey::parse);
    }

    private static Ending end(Lifetime lifetime) {
        return switch (lifetime) {
            case Lifetime.Recent recent -> new Ending.ByHeight(recent.lastValidBlockHeight());
            case Lifetime.Durable durable -> new Ending.ByNonce(durable.account(), durable.hash());
        };
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

    private static Lamports lamports(Row row, String column) {
        return Lamports.parse(row.getBigDecimal(column).toBigInteger().toString());
    }
}
