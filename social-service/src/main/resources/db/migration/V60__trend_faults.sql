-- A vote that is taken back or changed takes back what it added in the hour in which it added it.
CREATE OR REPLACE FUNCTION signal_vote() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.target_type = 'post' THEN
        INSERT INTO trend_signals (post_id, weight, created_at) VALUES (OLD.target_id, -OLD.value, OLD.created_at);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.target_type = 'post' THEN
        INSERT INTO trend_signals (post_id, weight, created_at) VALUES (NEW.target_id, NEW.value, NEW.created_at);
    END IF;
    RETURN NULL;
END $$;

-- A post that is shown no more takes back all that it added, hour by hour, from its submolt and its tags too. One statement: each
-- signal is either folded already or not yet. Whoever would add another waits for the post's row.
CREATE FUNCTION unsignal_post() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO trend_signals (post_id, weight, created_at)
    SELECT NEW.id, -sum(given.weight), given.hour
    FROM (SELECT weight, hour FROM trends WHERE kind = 'post' AND subject = NEW.id::text
          UNION ALL
          SELECT weight, date_trunc('hour', created_at) FROM trend_signals WHERE post_id = NEW.id) given
    GROUP BY given.hour HAVING sum(given.weight) <> 0;
    RETURN NULL;
END $$;
CREATE INDEX trend_signals_post ON trend_signals (post_id);
CREATE TRIGGER posts_unsignal AFTER UPDATE OF is_deleted, is_spam, verification_status ON posts
    FOR EACH ROW WHEN (OLD.is_listed AND NOT NEW.is_listed) EXECUTE FUNCTION unsignal_post();

-- So does a comment. Below a post that is shown no more it has nothing left to take back.
CREATE FUNCTION unsignal_comment() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO trend_signals (post_id, weight, created_at)
    SELECT p.id, -2, NEW.created_at FROM posts p WHERE p.id = NEW.post_id AND p.is_listed;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_unsignal AFTER UPDATE OF is_deleted ON comments
    FOR EACH ROW WHEN (NOT OLD.is_deleted AND NEW.is_deleted) EXECUTE FUNCTION unsignal_comment();

-- What was removed before this.
INSERT INTO trend_signals (post_id, weight, created_at)
SELECT given.post_id, -sum(given.weight), given.hour
FROM (SELECT subject::uuid AS post_id, weight, hour FROM trends WHERE kind = 'post'
      UNION ALL
      SELECT post_id, weight, date_trunc('hour', created_at) FROM trend_signals) given
JOIN posts p ON p.id = given.post_id
WHERE NOT p.is_listed
GROUP BY given.post_id, given.hour HAVING sum(given.weight) <> 0;

-- What was told last of the top of each list.
CREATE TABLE trend_tops (
    time_window text        NOT NULL,
    kind        text        NOT NULL,
    subjects    text[]      NOT NULL,
    told_at     timestamptz NOT NULL,
    PRIMARY KEY (time_window, kind)
);
