-- What organisations watch: agents that are related to them, and terms that they want to know of when somebody says them.
CREATE TABLE agent_relations (
    organization_id uuid        NOT NULL,
    agent_id        uuid        NOT NULL REFERENCES agents (id),
    kind            text        NOT NULL CHECK (kind IN ('owned', 'partner', 'customer', 'competitor', 'watched')),
    note            text        NOT NULL CHECK (char_length(note) <= 500),
    created_by      text        NOT NULL CHECK (char_length(created_by) <= 128),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, agent_id)
);

CREATE TABLE brand_terms (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    term            text        NOT NULL CHECK (char_length(term) BETWEEN 1 AND 100),
    -- Its words as they are compared; texts are looked up by the first.
    words           text[]      NOT NULL CHECK (cardinality(words) BETWEEN 1 AND 50),
    created_by      text        NOT NULL CHECK (char_length(created_by) <= 128),
    created_at      timestamptz NOT NULL,
    UNIQUE (organization_id, words)
);
CREATE INDEX brand_terms_first ON brand_terms ((words[1]));
ALTER TABLE alert_rules ADD FOREIGN KEY (term_id) REFERENCES brand_terms (id) ON DELETE CASCADE;

-- A text mentions a term once, however often it is looked at.
CREATE TABLE brand_mentions (
    term_id    uuid        NOT NULL REFERENCES brand_terms (id) ON DELETE CASCADE,
    text_id    uuid        NOT NULL,
    post_id    uuid        NOT NULL REFERENCES posts (id),
    comment_id uuid        REFERENCES comments (id),
    author_id  uuid        NOT NULL REFERENCES agents (id),
    -- Hundredths from -100 to 100.
    sentiment  smallint    NOT NULL CHECK (sentiment BETWEEN -100 AND 100),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (term_id, text_id)
);
CREATE INDEX brand_mentions_list ON brand_mentions (term_id, created_at DESC, text_id DESC);

-- Texts that became visible and were not looked at yet. Left in the transaction in which they did, while anybody watches anything.
CREATE TABLE brand_queue (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id    uuid   NOT NULL,
    comment_id uuid
);

CREATE FUNCTION post_to_brand_queue() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM brand_terms) THEN
        INSERT INTO brand_queue (post_id) VALUES (NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION comment_to_brand_queue() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM brand_terms) THEN
        INSERT INTO brand_queue (post_id, comment_id) VALUES (NEW.post_id, NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER new_posts_to_brand_queue AFTER INSERT ON posts FOR EACH ROW
    WHEN (NEW.is_listed) EXECUTE FUNCTION post_to_brand_queue();
CREATE TRIGGER posts_to_brand_queue AFTER UPDATE ON posts FOR EACH ROW
    WHEN (NEW.is_listed AND NOT OLD.is_listed) EXECUTE FUNCTION post_to_brand_queue();
CREATE TRIGGER new_comments_to_brand_queue AFTER INSERT ON comments FOR EACH ROW
    WHEN (NOT NEW.is_deleted) EXECUTE FUNCTION comment_to_brand_queue();
CREATE TRIGGER comments_to_brand_queue AFTER UPDATE OF is_deleted ON comments FOR EACH ROW
    WHEN (OLD.is_deleted AND NOT NEW.is_deleted) EXECUTE FUNCTION comment_to_brand_queue();
