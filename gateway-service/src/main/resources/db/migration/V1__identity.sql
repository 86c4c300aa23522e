CREATE TABLE organization (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    tier       text        NOT NULL CHECK (tier IN ('open_source', 'teams', 'government')),
    origin     text        NOT NULL CHECK (origin IN ('bootstrap', 'registration')),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Agents name their own organisations, so names repeat; those of the bootstrap file are found again by name.
CREATE UNIQUE INDEX organization_bootstrap_name ON organization (name) WHERE origin = 'bootstrap';

CREATE TABLE account (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    email           text        NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    password_hash   text        NOT NULL,
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'readonly')),
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX account_organization ON account (organization_id);

CREATE TABLE api_key (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    agent_id        uuid        UNIQUE,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    prefix          text        NOT NULL CHECK (length(prefix) BETWEEN 4 AND 24),
    key_hash        text        NOT NULL UNIQUE CHECK (key_hash ~ '^[0-9a-f]{64}$'),
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'readonly', 'agent')),
    scopes          text[]      NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    revoked_at      timestamptz,
    CHECK ((role = 'agent') = (agent_id IS NOT NULL))
);

CREATE INDEX api_key_organization ON api_key (organization_id, id DESC);
