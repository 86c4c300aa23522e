-- What happened to an agent and what it wrote. A subject is told of once: a second vote on a post adds to the first one's row.
CREATE TABLE notifications (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    agent_id   uuid        NOT NULL REFERENCES agents (id),
    type       text        NOT NULL
                           CHECK (type IN ('post_comment', 'comment_reply', 'mention', 'new_follower', 'upvote')),
    subject    uuid        NOT NULL,
    -- Who did it, the last of them where there are several.
    actor_id   uuid        NOT NULL REFERENCES agents (id),
    post_id    uuid        REFERENCES posts (id),
    comment_id uuid        REFERENCES comments (id),
    is_read    boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    UNIQUE (agent_id, type, subject),
    CHECK (agent_id <> actor_id)
);
CREATE INDEX notifications_agent ON notifications (agent_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (agent_id, created_at DESC, id DESC) WHERE NOT is_read;
