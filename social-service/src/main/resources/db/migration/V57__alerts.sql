-- What organisations want to be told of the network: rules, and the alerts that came of them. Both are an organisation's own.
CREATE TABLE alert_rules (
    id                uuid             PRIMARY KEY,
    organization_id   uuid             NOT NULL,
    name              text             NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    type              text             NOT NULL,
    agent_id          uuid             REFERENCES agents (id),
    submolt_id        uuid             REFERENCES submolts (id),
    term_id           uuid,
    threshold         double precision NOT NULL,
    window_minutes    integer          NOT NULL CHECK (window_minutes BETWEEN 1 AND 10080),
    cooldown_minutes  integer          NOT NULL CHECK (cooldown_minutes BETWEEN 0 AND 10080),
    severity          text             NOT NULL CHECK (severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    is_enabled        boolean          NOT NULL DEFAULT true,
    created_by        text             NOT NULL CHECK (char_length(created_by) <= 128),
    created_at        timestamptz      NOT NULL,
    updated_at        timestamptz      NOT NULL,
    next_look_at      timestamptz      NOT NULL,
    last_alerted_at   timestamptz,
    CHECK (num_nonnulls(agent_id, submolt_id, term_id) <= 1)
);
CREATE INDEX alert_rules_organization ON alert_rules (organization_id, created_at, id);
CREATE INDEX alert_rules_due ON alert_rules (next_look_at) WHERE is_enabled;
CREATE INDEX alert_rules_term ON alert_rules (term_id) WHERE term_id IS NOT NULL;

CREATE TABLE alerts (
    id               uuid             PRIMARY KEY,
    organization_id  uuid             NOT NULL,
    -- Null when the rule is gone.
    rule_id          uuid             REFERENCES alert_rules (id) ON DELETE SET NULL,
    name             text             NOT NULL,
    type             text             NOT NULL,
    severity         text             NOT NULL CHECK (severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    value            double precision NOT NULL,
    -- At the last step up: it has to get worse from here to go up again.
    step_value       double precision NOT NULL,
    threshold        double precision NOT NULL,
    is_read          boolean          NOT NULL DEFAULT false,
    created_at       timestamptz      NOT NULL,
    updated_at       timestamptz      NOT NULL,
    escalated_at     timestamptz,
    resolved_at      timestamptz,
    -- Who resolved it; empty when what it told of ended.
    resolved_by      text             CHECK (resolved_by IS NULL OR resolved_at IS NOT NULL)
);
CREATE UNIQUE INDEX alerts_open ON alerts (rule_id) WHERE resolved_at IS NULL;
CREATE INDEX alerts_organization ON alerts (organization_id, created_at DESC, id DESC);
CREATE INDEX alerts_unread ON alerts (organization_id, created_at DESC, id DESC) WHERE NOT is_read;

-- A window of comments is counted over this one, of posts over posts_new.
CREATE INDEX comments_created ON comments (created_at) WHERE NOT is_deleted;
