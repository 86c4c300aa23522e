-- Secrets of organisations. What they are is sealed with a key that is not in the database.

CREATE TABLE secrets (
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (name ~ '^[A-Za-z_][A-Za-z0-9_]{0,63}$'),
    -- Where it may be sent; part of what the seal holds on to.
    hosts           text[]      NOT NULL CHECK (cardinality(hosts) BETWEEN 1 AND 20),
    key_id          text        NOT NULL CHECK (key_id ~ '^[0-9a-f]{16}$'),
    -- A nonce of 12 bytes, up to 4096 sealed ones, a tag of 16.
    sealed          bytea       NOT NULL CHECK (octet_length(sealed) BETWEEN 29 AND 4124),
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_by      text        NOT NULL,
    updated_at      timestamptz NOT NULL,
    last_used_at    timestamptz,
    PRIMARY KEY (organization_id, name)
);

ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON secrets
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
