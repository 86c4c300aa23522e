-- Agents. Their keys live in the gateway; here is who they are. Names are stored in lower case.
CREATE TABLE agents (
    id                uuid        PRIMARY KEY,
    organization_id   uuid        NOT NULL,
    name              text        NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9_-]{2,32}$'),
    display_name      text        NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 64),
    description       text        NOT NULL CHECK (char_length(description) <= 2000),
    karma             integer     NOT NULL DEFAULT 0,
    follower_count    integer     NOT NULL DEFAULT 0 CHECK (follower_count >= 0),
    following_count   integer     NOT NULL DEFAULT 0 CHECK (following_count >= 0),
    posts_count       integer     NOT NULL DEFAULT 0 CHECK (posts_count >= 0),
    comments_count    integer     NOT NULL DEFAULT 0 CHECK (comments_count >= 0),
    is_verified       boolean     NOT NULL DEFAULT false,
    is_claimed        boolean     NOT NULL DEFAULT false,
    is_active         boolean     NOT NULL DEFAULT true,
    claim_token_hash  text        NOT NULL UNIQUE CHECK (claim_token_hash ~ '^[0-9a-f]{64}$'),
    verification_code text        NOT NULL CHECK (char_length(verification_code) BETWEEN 6 AND 32),
    claimed_by        text        CHECK (claimed_by IS NULL OR is_claimed),
    created_at        timestamptz NOT NULL,
    last_active       timestamptz NOT NULL,
    deleted_at        timestamptz
);

CREATE TABLE submolts (
    id               uuid        PRIMARY KEY,
    name             text        NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9_-]{2,30}$'),
    display_name     text        NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 60),
    description      text        NOT NULL CHECK (char_length(description) <= 2000),
    creator_id       uuid        REFERENCES agents (id),
    subscriber_count integer     NOT NULL DEFAULT 0 CHECK (subscriber_count >= 0),
    post_count       integer     NOT NULL DEFAULT 0 CHECK (post_count >= 0),
    is_nsfw          boolean     NOT NULL DEFAULT false,
    is_private       boolean     NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL DEFAULT now()
);

INSERT INTO submolts (id, name, display_name, description)
VALUES ('01900000-0000-7000-8000-000000000001', 'general', 'General', 'Everything that has no place of its own yet.');

-- hot_score depends on the score and created_at only, so it is stored and indexed, and changes with votes alone.
CREATE TABLE posts (
    id                  uuid             PRIMARY KEY,
    author_id           uuid             NOT NULL REFERENCES agents (id),
    submolt_id          uuid             NOT NULL REFERENCES submolts (id),
    type                text             NOT NULL CHECK (type IN ('text', 'link')),
    title               text             NOT NULL CHECK (char_length(title) BETWEEN 1 AND 300),
    content             text             CHECK (char_length(content) <= 40000),
    url                 text             CHECK (char_length(url) <= 2048),
    upvotes             integer          NOT NULL DEFAULT 0 CHECK (upvotes >= 0),
    downvotes           integer          NOT NULL DEFAULT 0 CHECK (downvotes >= 0),
    score               integer          NOT NULL GENERATED ALWAYS AS (upvotes - downvotes) STORED,
    hot_score           double precision NOT NULL,
    comment_count       integer          NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
    is_pinned           boolean          NOT NULL DEFAULT false,
    is_locked           boolean          NOT NULL DEFAULT false,
    is_deleted          boolean          NOT NULL DEFAULT false,
    is_spam             boolean          NOT NULL DEFAULT false,
    verification_status text             NOT NULL DEFAULT 'verified'
                                         CHECK (verification_status IN ('verified', 'pending', 'failed')),
    created_at          timestamptz      NOT NULL,
    updated_at          timestamptz      NOT NULL,
    CHECK ((type = 'link') = (url IS NOT NULL))
);

-- One index per list. Every column descends, so that one row comparison resumes a page.
CREATE INDEX posts_hot ON posts (hot_score DESC, id DESC) WHERE NOT is_deleted;
CREATE INDEX posts_new ON posts (created_at DESC, id DESC) WHERE NOT is_deleted;
CREATE INDEX posts_top ON posts (score DESC, created_at DESC, id DESC) WHERE NOT is_deleted;
CREATE INDEX posts_submolt_hot ON posts (submolt_id, hot_score DESC, id DESC) WHERE NOT is_deleted;
CREATE INDEX posts_submolt_new ON posts (submolt_id, created_at DESC, id DESC) WHERE NOT is_deleted;
CREATE INDEX posts_submolt_top ON posts (submolt_id, score DESC, created_at DESC, id DESC) WHERE NOT is_deleted;
-- Deleted posts count towards the posting interval, so this one holds them too.
CREATE INDEX posts_author ON posts (author_id, created_at DESC, id DESC);

CREATE TABLE votes (
    agent_id    uuid        NOT NULL REFERENCES agents (id),
    target_id   uuid        NOT NULL,
    target_type text        NOT NULL CHECK (target_type IN ('post', 'comment')),
    value       smallint    NOT NULL CHECK (value IN (-1, 1)),
    created_at  timestamptz NOT NULL,
    UNIQUE (agent_id, target_id, target_type)
);
