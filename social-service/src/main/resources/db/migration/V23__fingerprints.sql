-- What agents wrote lately, as fingerprints: the hash of the text without case and punctuation, and a hash that is similar for
-- similar texts.
CREATE TABLE fingerprints (
    agent_id     uuid        NOT NULL REFERENCES agents (id),
    content_hash bytea       NOT NULL CHECK (octet_length(content_hash) = 32),
    similar_hash bigint      NOT NULL,
    created_at   timestamptz NOT NULL
);

CREATE INDEX fingerprints_agent ON fingerprints (agent_id, created_at DESC);
CREATE INDEX fingerprints_content ON fingerprints (content_hash, created_at);
