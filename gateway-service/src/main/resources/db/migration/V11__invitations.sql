-- Offers of membership. Accepting one deletes it; so does removing or lowering the member who made it.
CREATE TABLE invitation (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    email           text        NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'readonly')),
    token_hash      text        NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    invited_by      uuid        REFERENCES account (id) ON DELETE CASCADE,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL CHECK (expires_at > created_at)
);

CREATE INDEX invitation_organization ON invitation (organization_id, id DESC);
CREATE INDEX invitation_invited_by ON invitation (invited_by);
CREATE INDEX invitation_expiry ON invitation (expires_at);

-- Owners see to members: the keys of the bootstrap file are owners'.
UPDATE api_key SET scopes = scopes || '{members:read,members:write}'::text[]
WHERE role = 'owner' AND NOT 'members:write' = ANY (scopes);
