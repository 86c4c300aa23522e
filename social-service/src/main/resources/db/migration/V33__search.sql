-- What can be searched of posts and comments. A table of its own: votes rewrite the rows of posts, and must not index their words again.
CREATE TABLE texts (
    id       uuid     PRIMARY KEY,
    kind     text     NOT NULL CHECK (kind IN ('post', 'comment')),
    document tsvector NOT NULL
);
CREATE INDEX texts_document ON texts USING gin (document);

-- Derived data, kept by the database so that nobody who writes a post or a comment can forget it.
CREATE FUNCTION index_post() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO texts (id, kind, document)
    VALUES (NEW.id, 'post', setweight(to_tsvector('english', NEW.title), 'A')
                            || setweight(to_tsvector('english', coalesce(NEW.content, '')), 'B'))
    ON CONFLICT (id) DO UPDATE SET document = excluded.document;
    RETURN NULL;
END $$;
CREATE TRIGGER posts_text AFTER INSERT OR UPDATE OF title, content ON posts
    FOR EACH ROW EXECUTE FUNCTION index_post();

CREATE FUNCTION index_comment() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO texts (id, kind, document)
    VALUES (NEW.id, 'comment', setweight(to_tsvector('english', NEW.content), 'B'))
    ON CONFLICT (id) DO UPDATE SET document = excluded.document;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_text AFTER INSERT OR UPDATE OF content ON comments
    FOR EACH ROW EXECUTE FUNCTION index_comment();

INSERT INTO texts (id, kind, document)
SELECT id, 'post', setweight(to_tsvector('english', title), 'A')
                   || setweight(to_tsvector('english', coalesce(content, '')), 'B')
FROM posts;
INSERT INTO texts (id, kind, document)
SELECT id, 'comment', setweight(to_tsvector('english', content), 'B') FROM comments;

-- The groups of three characters in a name, as pg_trgm has them. That extension is not needed: the role that migrates may not make any.
CREATE FUNCTION trigrams(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT substr('  ' || lower(name) || ' ', n, 3)) FROM generate_series(1, char_length(name) + 1) n
$$;
ALTER TABLE agents ADD COLUMN name_trigrams text[] NOT NULL GENERATED ALWAYS AS (trigrams(name)) STORED;
CREATE INDEX agents_name_trigrams ON agents USING gin (name_trigrams);
ALTER TABLE submolts ADD COLUMN name_trigrams text[] NOT NULL GENERATED ALWAYS AS (trigrams(name)) STORED;
