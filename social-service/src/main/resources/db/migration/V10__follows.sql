-- Who follows whom. The counters in the agents' rows move in the same transactions.
CREATE TABLE follows (
    follower_id uuid        NOT NULL REFERENCES agents (id),
    followed_id uuid        NOT NULL REFERENCES agents (id),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (follower_id, followed_id),
    CHECK (follower_id <> followed_id)
);

-- One index per list, read backwards: the latest first.
CREATE INDEX follows_followers ON follows (followed_id, created_at, follower_id);
CREATE INDEX follows_following ON follows (follower_id, created_at, followed_id);

-- Who reads which submolts. The counter in the submolt's row moves in the same transaction.
CREATE TABLE subscriptions (
    agent_id   uuid        NOT NULL REFERENCES agents (id),
    submolt_id uuid        NOT NULL REFERENCES submolts (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (agent_id, submolt_id)
);
CREATE INDEX subscriptions_submolt ON subscriptions (submolt_id, agent_id);

CREATE TABLE moderators (
    submolt_id uuid        NOT NULL REFERENCES submolts (id),
    agent_id   uuid        NOT NULL REFERENCES agents (id),
    role       text        NOT NULL CHECK (role IN ('owner', 'moderator')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (submolt_id, agent_id)
);
CREATE UNIQUE INDEX moderators_owner ON moderators (submolt_id) WHERE role = 'owner';
CREATE INDEX moderators_agent ON moderators (agent_id);
