-- Addresses that agents are told at. The secret that signs has to be read again, so it is sealed with a key that is not in the database.
CREATE TABLE webhooks (
    id              uuid        PRIMARY KEY,
    agent_id        uuid        NOT NULL REFERENCES agents (id),
    url             text        NOT NULL CHECK (char_length(url) <= 2048),
    description     text        NOT NULL CHECK (char_length(description) <= 500),
    -- Types of events; subject:* and * stand for many.
    events          text[]      NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 64),
    key_id          text        NOT NULL,
    sealed_secret   bytea       NOT NULL CHECK (octet_length(sealed_secret) <= 512),
    is_enabled      boolean     NOT NULL DEFAULT true,
    -- Attempts that failed since the last that did not.
    failures        integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    disabled_reason text        CHECK (disabled_reason IS NULL OR NOT is_enabled),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX webhooks_agent ON webhooks (agent_id, created_at, id);

CREATE TABLE webhook_deliveries (
    id              uuid        PRIMARY KEY,
    webhook_id      uuid        NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id        uuid        NOT NULL,
    type            text        NOT NULL,
    body            text        NOT NULL CHECK (octet_length(body) <= 65536),
    status          text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz NOT NULL,
    -- Whoever took it has until then.
    leased_until    timestamptz,
    last_status     integer,
    last_error      text        CHECK (char_length(last_error) <= 300),
    created_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    CHECK ((status = 'pending') = (finished_at IS NULL)),
    UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (webhook_id) WHERE leased_until IS NOT NULL;
CREATE INDEX webhook_deliveries_list ON webhook_deliveries (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at);

-- Up to where deliveries were made of the journal: one row.
CREATE TABLE webhook_progress (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    position bigint  NOT NULL
);
INSERT INTO webhook_progress (position) VALUES (0);

-- An agent that leaves is told nothing more.
CREATE FUNCTION end_webhooks() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    DELETE FROM webhooks WHERE agent_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER departed_agents_have_no_webhooks AFTER UPDATE OF deleted_at ON agents FOR EACH ROW
    WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
    EXECUTE FUNCTION end_webhooks();
