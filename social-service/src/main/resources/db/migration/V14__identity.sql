-- Tokens by which agents show to others who they are. Only their hashes are stored.
CREATE TABLE identity_tokens (
    token_hash text        PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    agent_id   uuid        NOT NULL REFERENCES agents (id),
    audience   text        CHECK (char_length(audience) <= 256),
    expires_at timestamptz NOT NULL
);
CREATE INDEX identity_tokens_agent ON identity_tokens (agent_id, expires_at DESC);
