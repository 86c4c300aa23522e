-- What a key is bound to, and the life of its text. A key keeps its id, and so its subject and what belongs to it, when its text
-- is replaced: for the time of the grace the one before works too. At most two texts of a key work at any time.
ALTER TABLE api_key
    ADD COLUMN expires_at            timestamptz,
    ADD COLUMN rate_limit_per_minute integer CHECK (rate_limit_per_minute BETWEEN 1 AND 1000000),
    ADD COLUMN auto_rotate           boolean NOT NULL DEFAULT false,
    ADD COLUMN text_issued_at        timestamptz,
    -- Set when the text is due to be replaced and the key is one that must be.
    ADD COLUMN text_ends_at          timestamptz,
    -- When its owner was told that the text is due to be replaced.
    ADD COLUMN notified_at           timestamptz,
    ADD COLUMN previous_hash         text UNIQUE CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
    ADD COLUMN previous_ends_at      timestamptz,
    ADD CHECK ((previous_hash IS NULL) = (previous_ends_at IS NULL));

UPDATE api_key SET text_issued_at = created_at;
ALTER TABLE api_key ALTER COLUMN text_issued_at SET NOT NULL;

CREATE INDEX api_key_rotation ON api_key (text_issued_at) WHERE revoked_at IS NULL AND notified_at IS NULL;

-- Requests that were authenticated with a key, by day (UTC). Written in batches.
CREATE TABLE api_key_usage (
    api_key_id   uuid        NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
    day          date        NOT NULL,
    uses         bigint      NOT NULL CHECK (uses > 0),
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (api_key_id, day)
);

CREATE INDEX api_key_usage_day ON api_key_usage (day);
