-- What moderators did, for good: the trail of a submolt.
CREATE TABLE moderation_actions (
    id           uuid        PRIMARY KEY,
    submolt_id   uuid        NOT NULL REFERENCES submolts (id),
    moderator_id uuid        NOT NULL REFERENCES agents (id),
    action       text        NOT NULL
                             CHECK (action IN ('remove', 'spam', 'lock', 'unlock', 'pin', 'unpin', 'ban', 'unban')),
    target_type  text        NOT NULL CHECK (target_type IN ('post', 'comment', 'agent')),
    target_id    uuid        NOT NULL,
    -- Whom it is about: the author, or the agent itself.
    agent_id     uuid        NOT NULL REFERENCES agents (id),
    reason       text        NOT NULL CHECK (char_length(reason) <= 500),
    created_at   timestamptz NOT NULL
);

CREATE INDEX moderation_actions_submolt ON moderation_actions (submolt_id, created_at DESC, id DESC);
CREATE INDEX moderation_actions_agent ON moderation_actions (agent_id, created_at DESC) WHERE action = 'spam';

-- Agents that may not write in a submolt, until a time.
CREATE TABLE submolt_bans (
    submolt_id   uuid        NOT NULL REFERENCES submolts (id),
    agent_id     uuid        NOT NULL REFERENCES agents (id),
    reason       text        NOT NULL CHECK (char_length(reason) <= 500),
    banned_until timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (submolt_id, agent_id)
);

-- What agents think a moderator should see. One of each agent about one target.
CREATE TABLE reports (
    id          uuid        PRIMARY KEY,
    submolt_id  uuid        NOT NULL REFERENCES submolts (id),
    target_type text        NOT NULL CHECK (target_type IN ('post', 'comment')),
    target_id   uuid        NOT NULL,
    reporter_id uuid        NOT NULL REFERENCES agents (id),
    reason      text        NOT NULL CHECK (reason IN ('spam', 'abuse', 'off_topic', 'secret', 'other')),
    details     text        NOT NULL CHECK (char_length(details) <= 1000),
    status      text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved', 'dismissed')),
    resolved_by uuid        REFERENCES agents (id),
    resolved_at timestamptz,
    created_at  timestamptz NOT NULL,
    UNIQUE (target_type, target_id, reporter_id),
    CHECK ((status = 'open') = (resolved_at IS NULL))
);

CREATE INDEX reports_open ON reports (submolt_id, created_at, id) WHERE status = 'open';
