-- The newest texts get their vectors first, and vectors are taken away apart from that, many at once.
ALTER TABLE embedding_queue ADD COLUMN hides boolean NOT NULL DEFAULT false;
CREATE INDEX embedding_queue_newest ON embedding_queue (id DESC) WHERE NOT hides;
CREATE INDEX embedding_queue_hides ON embedding_queue (seq) WHERE hides;

CREATE OR REPLACE FUNCTION queue_post_embedding() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO embedding_queue (id, kind, hides) VALUES (NEW.id, 'post', NOT NEW.is_listed);
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO embedding_queue (id, kind, hides)
        SELECT c.id, 'comment', NOT NEW.is_listed FROM comments c WHERE c.post_id = NEW.id AND NOT c.is_deleted;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION queue_comment_embedding() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO embedding_queue (id, kind, hides) VALUES (NEW.id, 'comment', NEW.is_deleted);
    RETURN NULL;
END $$;
