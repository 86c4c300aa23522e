-- Addresses at which an organisation is told of its stake. The secret that signs has to be read again, so it is sealed with a key
-- that is not in the database.
CREATE TABLE webhooks (
    id              uuid        PRIMARY KEY,
    organization    uuid        NOT NULL,
    url             text        NOT NULL CHECK (char_length(url) <= 2048),
    events          text[]      NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 16),
    -- What chains tell is for everybody: a webhook may name any address.
    wallets         text[]      NOT NULL CHECK (cardinality(wallets) <= 100),
    key_id          text        NOT NULL,
    sealed_secret   bytea       NOT NULL CHECK (octet_length(sealed_secret) <= 512),
    -- Deliveries given up since the last that was not.
    failures        integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    disabled_reason text        CHECK (char_length(disabled_reason) <= 300),
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhooks_of_organization ON webhooks (organization, id);
CREATE INDEX webhooks_of_wallets ON webhooks USING gin (wallets);

CREATE TABLE webhook_deliveries (
    id              uuid        PRIMARY KEY,
    webhook_id      uuid        NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    -- What it tells of, once to each webhook.
    subject         text        NOT NULL CHECK (octet_length(subject) <= 200),
    type            text        NOT NULL,
    body            text        NOT NULL CHECK (octet_length(body) <= 65536),
    status          text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- While one is under way: when another may be made, should its instance have died.
    next_attempt_at timestamptz NOT NULL,
    last_status     integer,
    last_error      text        CHECK (char_length(last_error) <= 300),
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (webhook_id, type, subject)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_list ON webhook_deliveries (webhook_id, id DESC);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at);

-- Wallets that webhooks name, and what was seen of their stake last.
CREATE TABLE watched_wallets (
    wallet         text        PRIMARY KEY CHECK (char_length(wallet) BETWEEN 32 AND 44),
    -- While a look is under way: when another may be made, should its instance have died.
    next_look_at   timestamptz NOT NULL DEFAULT now(),
    -- Of looks begun: one that another has overtaken stores nothing.
    looks          bigint      NOT NULL DEFAULT 0,
    -- Empty before the first.
    seen_epoch     bigint,
    -- Up to which rewards were told.
    rewarded_epoch bigint,
    seen           text        CHECK (octet_length(seen) <= 131072)
);
CREATE INDEX watched_wallets_due ON watched_wallets (next_look_at);
