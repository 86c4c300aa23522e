-- What moves a post: its publication, votes and comments. Rows are only added here, so that nobody waits for another, and are
-- folded into trends in batches.
CREATE TABLE trend_signals (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id    uuid        NOT NULL,
    weight     integer     NOT NULL,
    created_at timestamptz NOT NULL
);

-- The sum of what moved a subject (the id of a post or a submolt, or a tag) within an hour.
CREATE TABLE trends (
    kind    text        NOT NULL CHECK (kind IN ('post', 'submolt', 'tag')),
    subject text        NOT NULL,
    hour    timestamptz NOT NULL,
    weight  bigint      NOT NULL,
    PRIMARY KEY (kind, subject, hour)
);
CREATE INDEX trends_hour ON trends (kind, hour) INCLUDE (subject, weight);

CREATE FUNCTION signal_post() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO trend_signals (post_id, weight, created_at) VALUES (NEW.id, 1, NEW.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER posts_signal AFTER INSERT ON posts FOR EACH ROW EXECUTE FUNCTION signal_post();

CREATE FUNCTION signal_comment() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO trend_signals (post_id, weight, created_at) VALUES (NEW.post_id, 2, NEW.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER comments_signal AFTER INSERT ON comments FOR EACH ROW EXECUTE FUNCTION signal_comment();

-- A vote that is taken back or changed takes back what it added.
CREATE FUNCTION signal_vote() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    IF coalesce(NEW.target_type, OLD.target_type) = 'post' THEN
        INSERT INTO trend_signals (post_id, weight, created_at)
        VALUES (coalesce(NEW.target_id, OLD.target_id), coalesce(NEW.value, 0) - coalesce(OLD.value, 0), now());
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER votes_signal AFTER INSERT OR UPDATE OR DELETE ON votes FOR EACH ROW EXECUTE FUNCTION signal_vote();
