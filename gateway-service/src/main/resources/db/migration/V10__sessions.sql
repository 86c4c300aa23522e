-- A log-in, and the refresh tokens that descend from it. A token is used once: what comes back a second time was copied, and
-- ends the whole family. Used ones are kept as long as their session, to know them again.
CREATE TABLE login_session (
    id         uuid        PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
    ended_at   timestamptz
);

CREATE INDEX login_session_account ON login_session (account_id, id DESC);
CREATE INDEX login_session_expiry ON login_session (expires_at);

CREATE TABLE refresh_token (
    token_hash text        PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    session_id uuid        NOT NULL REFERENCES login_session (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX refresh_token_session ON refresh_token (session_id);
