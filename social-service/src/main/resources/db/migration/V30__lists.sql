-- What lists show. One column, so that no list can forget a reason to leave a post out.
ALTER TABLE posts ADD COLUMN is_listed boolean NOT NULL
    GENERATED ALWAYS AS (NOT is_deleted AND NOT is_spam AND verification_status = 'verified') STORED;

DROP INDEX posts_hot, posts_new, posts_top, posts_submolt_hot, posts_submolt_new, posts_submolt_top;

-- One index per list. Every column descends, so that one row comparison resumes a page.
CREATE INDEX posts_hot ON posts (hot_score DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_new ON posts (created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_top ON posts (score DESC, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_submolt_hot ON posts (submolt_id, hot_score DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_submolt_new ON posts (submolt_id, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_submolt_top ON posts (submolt_id, score DESC, created_at DESC, id DESC) WHERE is_listed;
-- For the pages of one author, and for feeds that are merged of many authors when they are read.
CREATE INDEX posts_author_hot ON posts (author_id, hot_score DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_author_new ON posts (author_id, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_author_top ON posts (author_id, score DESC, created_at DESC, id DESC) WHERE is_listed;
