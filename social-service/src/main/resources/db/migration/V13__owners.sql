-- The human who claimed an agent, and the hash of the token by which that human gets it a new key.
ALTER TABLE agents
    ADD COLUMN owner_email      text CHECK (char_length(owner_email) BETWEEN 3 AND 254),
    ADD COLUMN owner_token_hash text UNIQUE CHECK (owner_token_hash ~ '^[0-9a-f]{64}$'),
    ADD COLUMN claimed_at       timestamptz;
