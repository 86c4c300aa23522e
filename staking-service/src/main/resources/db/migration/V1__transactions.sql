-- Built transactions by the hash of their message, and what became of them.
CREATE TABLE transactions (
    id                      uuid        PRIMARY KEY,
    organization            uuid        NOT NULL,
    message_hash            bytea       NOT NULL UNIQUE CHECK (length(message_hash) = 32),
    unsigned_transaction    bytea       NOT NULL CHECK (length(unsigned_transaction) <= 1232),
    last_valid_block_height bigint      NOT NULL CHECK (last_valid_block_height >= 0),
    owner_address           text        NOT NULL,
    validator_address       text        NOT NULL,
    stake_address           text        NOT NULL,
    stake_seed              text        NOT NULL CHECK (octet_length(stake_seed) <= 32),
    -- Unsigned 64-bit amounts do not fit a bigint.
    lamports                numeric(20) NOT NULL CHECK (lamports >= 0),
    fee_base                numeric(20) NOT NULL CHECK (fee_base >= 0),
    fee_priority            numeric(20) NOT NULL CHECK (fee_priority >= 0),
    rent                    numeric(20) NOT NULL CHECK (rent >= 0),
    warnings                text[]      NOT NULL,
    idempotency_key         text        CHECK (length(idempotency_key) BETWEEN 1 AND 255),
    request_hash            bytea       NOT NULL CHECK (length(request_hash) = 32),
    state                   text        NOT NULL CHECK (state IN
        ('built', 'submitted', 'processed', 'confirmed', 'finalized', 'expired', 'failed')),
    signature               text        UNIQUE,
    signed_transaction      bytea       CHECK (length(signed_transaction) <= 1232),
    slot                    bigint,
    error                   text,
    created_at              timestamptz NOT NULL DEFAULT now(),
    updated_at              timestamptz NOT NULL DEFAULT now(),
    next_check_at           timestamptz NOT NULL,
    UNIQUE (organization, idempotency_key),
    CHECK (state IN ('built', 'expired') OR (signature IS NOT NULL AND signed_transaction IS NOT NULL))
);

-- What the tracker looks for: everything that can still change.
CREATE INDEX transactions_to_check ON transactions (next_check_at)
    WHERE state IN ('built', 'submitted', 'processed', 'confirmed');
