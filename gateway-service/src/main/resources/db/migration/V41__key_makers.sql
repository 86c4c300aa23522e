ALTER TABLE api_key
    -- The text the bootstrap file had when it made this key. It stays when the key is rotated: a file that still names the
    -- replaced text must not bring it back.
    ADD COLUMN bootstrap_hash text UNIQUE CHECK (bootstrap_hash ~ '^[0-9a-f]{64}$'),
    -- On whose behalf it was made: the person, or the key of the file, that the line of keys made with keys begins with.
    ADD COLUMN created_by     text CHECK (length(created_by) BETWEEN 1 AND 128);

UPDATE api_key SET bootstrap_hash = coalesce(previous_hash, key_hash) WHERE role = 'owner';

CREATE INDEX api_key_created_by ON api_key (organization_id, created_by) WHERE revoked_at IS NULL;

-- The key an invitation was made with: it is worth nothing once that is revoked.
ALTER TABLE invitation ADD COLUMN invited_with uuid REFERENCES api_key (id) ON DELETE CASCADE;

CREATE INDEX invitation_invited_with ON invitation (invited_with);

-- Expired refresh tokens are deleted before their session ends.
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);
