-- A post that is shown again counts again what it has, hour by hour, less what is counted already. What is older than any window
-- is left out. One statement, as when it was shown no more. What is shown for the first time is counted by another trigger.
CREATE FUNCTION resignal_post() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO trend_signals (post_id, weight, created_at)
    SELECT NEW.id, sum(counted.weight), counted.hour
    FROM (SELECT 1 AS weight, date_trunc('hour', NEW.created_at) AS hour
          UNION ALL
          SELECT value, date_trunc('hour', created_at) FROM votes WHERE target_type = 'post' AND target_id = NEW.id
          UNION ALL
          SELECT 2, date_trunc('hour', created_at) FROM comments WHERE post_id = NEW.id AND NOT is_deleted
          UNION ALL
          SELECT -weight, hour FROM trends WHERE kind = 'post' AND subject = NEW.id::text
          UNION ALL
          SELECT -weight, date_trunc('hour', created_at) FROM trend_signals WHERE post_id = NEW.id) counted
    WHERE counted.hour >= date_trunc('hour', now()) - interval '7 days'
    GROUP BY counted.hour HAVING sum(counted.weight) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER posts_resignal AFTER UPDATE OF is_deleted, is_spam, verification_status ON posts
    FOR EACH ROW WHEN (NOT OLD.is_listed AND NEW.is_listed AND OLD.verification_status <> 'pending')
    EXECUTE FUNCTION resignal_post();
