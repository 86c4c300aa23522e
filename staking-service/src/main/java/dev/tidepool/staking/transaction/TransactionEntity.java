package dev.tidepool.staking.transaction;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of staking.transactions; {@link TransactionRows} turns it into a {@link StoredTransaction} and back. */
@Entity
@Table(name = "transactions", schema = "staking")
@NullUnmarked
class TransactionEntity {

    @Id
    UUID id;

    UUID organization;

    String cluster;

    @Column(name = "message_hash")
    byte[] messageHash;

    @Column(name = "unsigned_transaction")
    byte[] unsignedTransaction;

    String kind;

    /** Written by the transitions alone. */
    @Column(name = "signed_transaction", insertable = false, updatable = false)
    byte @Nullable [] signedTransaction;

    @Column(name = "last_valid_block_height")
    @Nullable
    Long lastValidBlockHeight;

    @Column(name = "nonce_address")
    @Nullable
    String nonceAddress;

    @Nullable
    String nonce;

    @Column(name = "owner_address")
    String ownerAddress;

    @Column(name = "validator_address")
    @Nullable
    String validatorAddress;

    @Column(name = "stake_address")
    @Nullable
    String targetAddress;

    @Column(name = "stake_seed")
    @Nullable
    String targetSeed;

    @Column(name = "fee_base")
    BigDecimal feeBase;

    @Column(name = "fee_priority")
    BigDecimal feePriority;

    @Column(name = "fee_service")
    BigDecimal feeService;

    BigDecimal rent;

    String[] warnings;

    String[] explanation;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "request_hash")
    byte[] requestHash;

    String state;

    @Nullable
    String signature;

    @Nullable
    Long slot;

    @Nullable
    String error;

    @Column(name = "next_check_at")
    Instant nextCheckAt;

    TransactionEntity() {}
}
