-- Transactions of every kind: not all name a validator, make an account, or live by a blockhash.
ALTER TABLE transactions
    ADD COLUMN kind text NOT NULL DEFAULT 'create-and-delegate' CHECK (octet_length(kind) BETWEEN 1 AND 40),
    ADD COLUMN nonce_address text,
    -- What stands in the message where a blockhash does.
    ADD COLUMN nonce text,
    ALTER COLUMN validator_address DROP NOT NULL,
    ALTER COLUMN stake_seed DROP NOT NULL,
    -- Empty while a nonce keeps it alive.
    ALTER COLUMN last_valid_block_height DROP NOT NULL,
    -- The instructions have it; written by older instances only.
    ALTER COLUMN lamports DROP NOT NULL,
    ADD CONSTRAINT transactions_end_by_a_height_or_a_nonce
        CHECK (last_valid_block_height IS NOT NULL OR (nonce_address IS NOT NULL AND nonce IS NOT NULL));

COMMENT ON COLUMN transactions.owner_address IS 'Who wants it: the owner, or whoever has the power that it uses';
COMMENT ON COLUMN transactions.stake_address IS 'The account that it makes or is about: of stake, or of a nonce';
