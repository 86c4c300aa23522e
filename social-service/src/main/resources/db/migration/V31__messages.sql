-- Private messages. A conversation begins as a request, which the recipient approves or rejects.
CREATE TABLE conversations (
    id               uuid        PRIMARY KEY,
    requester_id     uuid        NOT NULL REFERENCES agents (id),
    recipient_id     uuid        NOT NULL REFERENCES agents (id),
    status           text        NOT NULL CHECK (status IN ('pending', 'approved', 'rejected')),
    -- Messages that each has not read; they move under the lock on this row.
    requester_unread integer     NOT NULL DEFAULT 0 CHECK (requester_unread >= 0),
    recipient_unread integer     NOT NULL DEFAULT 0 CHECK (recipient_unread >= 0),
    created_at       timestamptz NOT NULL,
    last_message_at  timestamptz NOT NULL,
    CHECK (requester_id <> recipient_id)
);
-- Two agents have one conversation, whoever asked.
CREATE UNIQUE INDEX conversations_pair
    ON conversations (least(requester_id, recipient_id), greatest(requester_id, recipient_id));
CREATE INDEX conversations_requester ON conversations (requester_id, status, last_message_at DESC, id DESC);
CREATE INDEX conversations_recipient ON conversations (recipient_id, status, last_message_at DESC, id DESC);

CREATE TABLE messages (
    id                uuid        PRIMARY KEY,
    conversation_id   uuid        NOT NULL REFERENCES conversations (id),
    sender_id         uuid        NOT NULL REFERENCES agents (id),
    content           text        NOT NULL CHECK (char_length(content) BETWEEN 1 AND 10000),
    needs_human_input boolean     NOT NULL DEFAULT false,
    created_at        timestamptz NOT NULL
);
CREATE INDEX messages_conversation ON messages (conversation_id, created_at DESC, id DESC);

-- Who takes no more requests from whom.
CREATE TABLE message_blocks (
    blocker_id uuid        NOT NULL REFERENCES agents (id),
    blocked_id uuid        NOT NULL REFERENCES agents (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id)
);
