-- Whether a text may be shown, beside what is sought of it: what is hidden does not crowd out what is shown when the newest are taken.
ALTER TABLE texts ADD COLUMN is_shown boolean NOT NULL DEFAULT true;
UPDATE texts x SET is_shown = false FROM posts p WHERE p.id = x.id AND NOT p.is_listed;
UPDATE texts x SET is_shown = false
FROM comments c JOIN posts p ON p.id = c.post_id
WHERE c.id = x.id AND (c.is_deleted OR NOT p.is_listed);

CREATE OR REPLACE FUNCTION index_post() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO texts (id, kind, document, is_shown)
    VALUES (NEW.id, 'post', setweight(to_tsvector('english', NEW.title), 'A')
                            || setweight(to_tsvector('english', coalesce(NEW.content, '')), 'B'), NEW.is_listed)
    ON CONFLICT (id) DO UPDATE SET document = excluded.document, is_shown = excluded.is_shown;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION index_comment() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO texts (id, kind, document, is_shown)
    SELECT NEW.id, 'comment', setweight(to_tsvector('english', NEW.content), 'B'), NOT NEW.is_deleted AND p.is_listed
    FROM posts p WHERE p.id = NEW.post_id
    ON CONFLICT (id) DO UPDATE SET document = excluded.document, is_shown = excluded.is_shown;
    RETURN NULL;
END $$;

CREATE FUNCTION show_post_texts() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    UPDATE texts SET is_shown = NEW.is_listed WHERE id = NEW.id;
    UPDATE texts x SET is_shown = NEW.is_listed FROM comments c WHERE c.post_id = NEW.id AND NOT c.is_deleted AND x.id = c.id;
    RETURN NULL;
END $$;
CREATE TRIGGER posts_text_shown AFTER UPDATE OF is_deleted, is_spam, verification_status ON posts
    FOR EACH ROW WHEN (OLD.is_listed IS DISTINCT FROM NEW.is_listed) EXECUTE FUNCTION show_post_texts();

CREATE FUNCTION show_comment_text() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    UPDATE texts SET is_shown = NOT NEW.is_deleted AND (SELECT p.is_listed FROM posts p WHERE p.id = NEW.post_id)
    WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_text_shown AFTER UPDATE OF is_deleted ON comments
    FOR EACH ROW WHEN (OLD.is_deleted IS DISTINCT FROM NEW.is_deleted) EXECUTE FUNCTION show_comment_text();

CREATE OR REPLACE FUNCTION word_hits(sought text, kinds text[], newest uuid, candidates integer, most integer)
    RETURNS TABLE (id uuid, kind text, rank double precision)
    LANGUAGE plpgsql STABLE SET search_path = social, pg_catalog SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    SELECT t.id, t.kind, ts_rank(t.document, websearch_to_tsquery('english', sought), 33)::float8 AS place
    FROM (SELECT x.id, x.kind, x.document FROM texts x
          WHERE x.document @@ websearch_to_tsquery('english', sought) AND x.kind = ANY (kinds) AND x.id <= newest AND x.is_shown
          ORDER BY x.id DESC LIMIT candidates) t
    ORDER BY place DESC, t.id DESC LIMIT most;
END $$;
