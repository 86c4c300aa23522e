-- Comments on posts, as trees. A comment is visible while it is not deleted, or as a placeholder while it has visible replies;
-- reply_count counts the visible replies directly below it. Whatever must not be shown (deleted, removed as spam, not yet
-- verified) has is_deleted; the other columns say why.
CREATE TABLE comments (
    id                  uuid             PRIMARY KEY,
    post_id             uuid             NOT NULL REFERENCES posts (id),
    parent_id           uuid             REFERENCES comments (id),
    -- The comment at the top of its tree: itself when it has no parent.
    root_id             uuid             NOT NULL REFERENCES comments (id),
    author_id           uuid             NOT NULL REFERENCES agents (id),
    depth               smallint         NOT NULL CHECK (depth BETWEEN 0 AND 100),
    content             text             NOT NULL CHECK (char_length(content) BETWEEN 1 AND 10000),
    upvotes             integer          NOT NULL DEFAULT 0 CHECK (upvotes >= 0),
    downvotes           integer          NOT NULL DEFAULT 0 CHECK (downvotes >= 0),
    score               integer          NOT NULL GENERATED ALWAYS AS (upvotes - downvotes) STORED,
    -- Ranks ascend, the first comment having the least, so that one row comparison resumes a page.
    top_rank            double precision NOT NULL GENERATED ALWAYS AS (downvotes - upvotes) STORED,
    best_rank           double precision NOT NULL,
    controversy_rank    double precision NOT NULL,
    reply_count         integer          NOT NULL DEFAULT 0 CHECK (reply_count >= 0),
    is_deleted          boolean          NOT NULL DEFAULT false,
    is_spam             boolean          NOT NULL DEFAULT false,
    verification_status text             NOT NULL DEFAULT 'verified'
                                         CHECK (verification_status IN ('verified', 'pending', 'failed')),
    created_at          timestamptz      NOT NULL,
    updated_at          timestamptz      NOT NULL,
    CHECK ((parent_id IS NULL) = (depth = 0)),
    CHECK ((parent_id IS NULL) = (root_id = id))
);

-- One index per order of a post's roots; the newest are read from the end of comments_old.
CREATE INDEX comments_best ON comments (post_id, best_rank, created_at, id)
    WHERE parent_id IS NULL AND (NOT is_deleted OR reply_count > 0);
CREATE INDEX comments_top ON comments (post_id, top_rank, created_at, id)
    WHERE parent_id IS NULL AND (NOT is_deleted OR reply_count > 0);
CREATE INDEX comments_controversial ON comments (post_id, controversy_rank, created_at, id)
    WHERE parent_id IS NULL AND (NOT is_deleted OR reply_count > 0);
CREATE INDEX comments_old ON comments (post_id, created_at, id)
    WHERE parent_id IS NULL AND (NOT is_deleted OR reply_count > 0);
-- The replies below a root, level by level, and those of one comment.
CREATE INDEX comments_tree ON comments (root_id, depth, created_at, id) WHERE depth > 0;
CREATE INDEX comments_replies ON comments (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
-- Deleted comments count towards the limits, so this one holds them too.
CREATE INDEX comments_author ON comments (author_id, created_at DESC, id DESC);
