package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.event.EventId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;

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

    static Tuple parameters(TransactionEntity row, EventId event, JsonObject envelope) {
        return Tuple.tuple()
                .addUUID(row.id)
                .addUUID(row.organization)
                .addValue(Buffer.buffer(row.messageHash))
                .addValue(Buffer.buffer(row.unsignedTransaction))
                .addString(row.kind)
                .addLong(row.lastValidBlockHeight)
                .addString(row.nonceAddress)
                .addString(row.nonce)
                .addString(row.ownerAddress)
                .addString(row.validatorAddress)
                .addString(row.targetAddress)
                .addString(row.targetSeed)
                .addString(row.feeBase.toPlainString())
                .addString(row.feePriority.toPlainString())
                .addString(row.feeService.toPlainString())
                .addString(row.rent.toPlainString())
                .addArrayOfString(row.warnings)
                .addArrayOfString(row.explanation)
                .addString(row.idempotencyKey)
                .addValue(Buffer.buffer(row.requestHash))
                .addString(row.state)
                .addOffsetDateTime(row.nextCheckAt.atOffset(ZoneOffset.UTC))
                .addString(row.cluster)
                .addUUID(event.value())
                .addJsonObject(envelope);
    }
}
