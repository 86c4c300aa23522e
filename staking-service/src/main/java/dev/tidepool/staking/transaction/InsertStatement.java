package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.order.Target;
import dev.tidepool.staking.order.Warning;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.PublicKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statement that keeps a new row and its event, both or neither: neither where a row with the same message or idempotency key is
 * there, and then it counts none. Its amounts are sent as text: they may need more than 63 bits. Pure.
 */
final class InsertStatement {

    static final String TEXT = """
            WITH kept AS (INSERT INTO staking.transactions (
                id, organization, message_hash, unsigned_transaction, kind, last_valid_block_height, nonce_address, nonce,
                owner_address, validator_address, stake_address, stake_seed, fee_base, fee_priority, fee_service, rent,
                warnings, explanation, idempotency_key, request_hash, state, next_check_at,
                cluster)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::numeric, $14::text::numeric,
                $15::text::numeric, $16::text::numeric, $17, $18, $19, $20, $21, $22, $23)
            ON CONFLICT DO NOTHING
            RETURNING id)
            INSERT INTO staking.outbox (id, envelope) SELECT $24::uuid, $25::jsonb FROM kept""";

    private InsertStatement() {}

    static Tuple parameters(
            StoredTransaction built, Plan plan, BuildKey key, Instant nextCheck, EventId event, JsonObject envelope) {
        Tuple row = Tuple.tuple()
                .addUUID(built.id().value())
                .addUUID(built.organization().value())
                .addValue(buffer(plan.transaction().messageHash()))
                .addValue(buffer(plan.transaction().encode()))
                .addString(built.kind().label());
        return addEnding(row, built.ending())
                .addString(built.wallet().toString())
                .addString(text(plan.request().validators().stream().findFirst()))
                .addString(text(built.target().map(Target::address)))
                .addString(built.target().flatMap(Target::seed).orElse(null))
                .addString(built.fees().base().toString())
                .addString(built.fees().priority().toString())
                .addString(built.fees().service().toString())
                .addString(built.fees().rent().toString())
                .addArrayOfString(built.warnings().stream().map(Warning::name).toArray(String[]::new))
                .addArrayOfString(built.explanation().toArray(String[]::new))
                .addString(key.key().orElse(null))
                .addValue(buffer(key.requestHash()))
                .addString(built.state().label())
                .addOffsetDateTime(nextCheck.atOffset(ZoneOffset.UTC))
                .addString(built.cluster())
                .addUUID(event.value())
                .addJsonObject(envelope);
    }

    /** Its height, or its nonce's account and value. */
    private static Tuple addEnding(Tuple row, Ending ending) {
        return switch (ending) {
            case Ending.ByHeight height ->
                row.addLong(height.last()).addString(null).addString(null);
            case Ending.ByNonce nonce ->
                row.addLong(null)
                        .addString(nonce.account().toString())
                        .addString(nonce.nonce().toString());
        };
    }

    private static Buffer buffer(Bytes bytes) {
        return Buffer.buffer(bytes.toArray());
    }

    private static @Nullable String text(Optional<PublicKey> address) {
        return address.map(PublicKey::toString).orElse(null);
    }
}
