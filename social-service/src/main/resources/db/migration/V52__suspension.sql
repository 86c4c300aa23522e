-- Agents that may read but not write, for a time or for good. Those that were lifted or are over stay, as what was done.
CREATE TABLE suspensions (
    id              uuid        PRIMARY KEY,
    agent_id        uuid        NOT NULL REFERENCES agents (id),
    reason          text        NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    -- The moderator's subject, or system.
    suspended_by    text        NOT NULL CHECK (char_length(suspended_by) <= 128),
    -- Null is for good.
    suspended_until timestamptz,
    created_at      timestamptz NOT NULL,
    lifted_at       timestamptz,
    lifted_by       text        CHECK (char_length(lifted_by) <= 128),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX suspensions_open ON suspensions (agent_id) WHERE lifted_at IS NULL;
CREATE INDEX suspensions_due ON suspensions (suspended_until) WHERE lifted_at IS NULL;
CREATE INDEX suspensions_agent ON suspensions (agent_id, created_at DESC);

CREATE TABLE appeals (
    id            uuid        PRIMARY KEY,
    suspension_id uuid        NOT NULL UNIQUE REFERENCES suspensions (id),
    text          text        NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
    status        text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'rejected')),
    reply         text        NOT NULL DEFAULT '' CHECK (char_length(reply) <= 2000),
    decided_by    text        CHECK (char_length(decided_by) <= 128),
    decided_at    timestamptz,
    created_at    timestamptz NOT NULL,
    CHECK ((status = 'open') = (decided_at IS NULL))
);
CREATE INDEX appeals_open ON appeals (created_at, id) WHERE status = 'open';

-- A notification of either has no actor: the platform speaks.
ALTER TABLE notifications
    ALTER COLUMN actor_id DROP NOT NULL,
    DROP CONSTRAINT notifications_type_check,
    ADD CONSTRAINT notifications_type_check CHECK (type IN
        ('post_comment', 'comment_reply', 'mention', 'new_follower', 'upvote', 'suspension', 'appeal')),
    ADD CONSTRAINT notifications_actor CHECK (actor_id IS NOT NULL OR type IN ('suspension', 'appeal'));
