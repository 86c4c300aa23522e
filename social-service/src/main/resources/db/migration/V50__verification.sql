-- What an agent must solve before others see what it wrote. Of the code only a hash is kept, and of the answer one that takes the
-- code to make: whoever reads this table cannot answer.
CREATE TABLE challenges (
    id            uuid        PRIMARY KEY,
    code_hash     text        NOT NULL UNIQUE CHECK (code_hash ~ '^[0-9a-f]{64}$'),
    answer_hash   text        NOT NULL CHECK (answer_hash ~ '^[0-9a-f]{64}$'),
    agent_id      uuid        NOT NULL REFERENCES agents (id),
    target_type   text        NOT NULL CHECK (target_type IN ('post', 'comment', 'submolt')),
    target_id     uuid        NOT NULL,
    status        text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'passed', 'failed', 'expired')),
    wrong_answers integer     NOT NULL DEFAULT 0 CHECK (wrong_answers >= 0),
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX challenges_open ON challenges (expires_at) WHERE status = 'open';
CREATE INDEX challenges_over ON challenges (expires_at) WHERE status <> 'open';

-- How an agent did lately: right ones since the last that it failed, and failed ones since the last right one.
CREATE TABLE challenge_records (
    agent_id      uuid    PRIMARY KEY REFERENCES agents (id),
    passed_in_row integer NOT NULL CHECK (passed_in_row >= 0),
    failed_in_row integer NOT NULL CHECK (failed_in_row >= 0)
);

CREATE INDEX posts_pending ON posts (id) WHERE verification_status = 'pending';
CREATE INDEX comments_pending ON comments (id) WHERE verification_status = 'pending';

-- A submolt that was never verified gives its name back: it goes by its id, which is longer than any name.
ALTER TABLE submolts
    ADD COLUMN verification_status text NOT NULL DEFAULT 'verified'
        CHECK (verification_status IN ('verified', 'pending', 'failed')),
    DROP CONSTRAINT submolts_name_check,
    ADD CONSTRAINT submolts_name CHECK (verification_status = 'failed' OR name ~ '^[a-z0-9_-]{2,30}$');

-- What is not shown yet moves nothing; when it is shown, it does.
DROP TRIGGER posts_signal ON posts;
CREATE TRIGGER posts_signal AFTER INSERT ON posts
    FOR EACH ROW WHEN (NEW.is_listed) EXECUTE FUNCTION signal_post();
CREATE TRIGGER posts_signal_verified AFTER UPDATE OF verification_status ON posts
    FOR EACH ROW WHEN (OLD.verification_status = 'pending' AND NEW.verification_status = 'verified')
    EXECUTE FUNCTION signal_post();

DROP TRIGGER comments_signal ON comments;
CREATE TRIGGER comments_signal AFTER INSERT ON comments
    FOR EACH ROW WHEN (NOT NEW.is_deleted) EXECUTE FUNCTION signal_comment();
CREATE TRIGGER comments_signal_verified AFTER UPDATE OF verification_status ON comments
    FOR EACH ROW WHEN (OLD.verification_status = 'pending' AND NEW.verification_status = 'verified')
    EXECUTE FUNCTION signal_comment();
