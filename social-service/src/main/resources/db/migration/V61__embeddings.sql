-- What posts and comments mean, as vectors of 384 whole numbers from -127 to 127, for those that are shown.
CREATE TABLE embeddings (
    id        uuid        PRIMARY KEY,
    kind      text        NOT NULL CHECK (kind IN ('post', 'comment')),
    seq       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    vector    bytea       NOT NULL CHECK (octet_length(vector) = 384),
    stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX embeddings_seq ON embeddings (seq);

-- Texts that began or ceased to be shown. A text may be here several times: whoever takes it looks at what it is then.
CREATE TABLE embedding_queue (
    seq       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        uuid        NOT NULL,
    kind      text        NOT NULL,
    queued_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION queue_post_embedding() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO embedding_queue (id, kind) VALUES (NEW.id, 'post');
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO embedding_queue (id, kind)
        SELECT c.id, 'comment' FROM comments c WHERE c.post_id = NEW.id AND NOT c.is_deleted;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER posts_embedding AFTER INSERT ON posts
    FOR EACH ROW WHEN (NEW.is_listed) EXECUTE FUNCTION queue_post_embedding();
CREATE TRIGGER posts_embedding_shown AFTER UPDATE OF is_deleted, is_spam, verification_status ON posts
    FOR EACH ROW WHEN (OLD.is_listed IS DISTINCT FROM NEW.is_listed) EXECUTE FUNCTION queue_post_embedding();

CREATE FUNCTION queue_comment_embedding() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO embedding_queue (id, kind) VALUES (NEW.id, 'comment');
    RETURN NULL;
END $$;
CREATE TRIGGER comments_embedding AFTER INSERT ON comments
    FOR EACH ROW WHEN (NOT NEW.is_deleted) EXECUTE FUNCTION queue_comment_embedding();
CREATE TRIGGER comments_embedding_shown AFTER UPDATE OF is_deleted ON comments
    FOR EACH ROW WHEN (OLD.is_deleted IS DISTINCT FROM NEW.is_deleted) EXECUTE FUNCTION queue_comment_embedding();

-- What is there already, the newest first.
INSERT INTO embedding_queue (id, kind)
SELECT id, kind FROM (
    SELECT id, 'post' AS kind FROM posts WHERE is_listed
    UNION ALL
    SELECT c.id, 'comment' FROM comments c JOIN posts p ON p.id = c.post_id WHERE NOT c.is_deleted AND p.is_listed) shown
ORDER BY id DESC;

-- The best of the newest texts with the words. Planned anew each time: of a common word the newest are read from the key's end,
-- of a rare one all that the index of words has; a plan that does not know the word cannot tell which.
CREATE FUNCTION word_hits(sought text, kinds text[], newest uuid, candidates integer, most integer)
    RETURNS TABLE (id uuid, kind text, rank double precision)
    LANGUAGE plpgsql STABLE SET search_path = social, pg_catalog SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    SELECT t.id, t.kind, ts_rank(t.document, websearch_to_tsquery('english', sought), 33)::float8 AS place
    FROM (SELECT x.id, x.kind, x.document FROM texts x
          WHERE x.document @@ websearch_to_tsquery('english', sought) AND x.kind = ANY (kinds) AND x.id <= newest
          ORDER BY x.id DESC LIMIT candidates) t
    ORDER BY place DESC, t.id DESC LIMIT most;
END $$;
