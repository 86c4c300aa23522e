-- A comment that is shown again gives its post again what it took back. What is shown for the first time is counted by another trigger.
CREATE FUNCTION resignal_comment() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO trend_signals (post_id, weight, created_at)
    SELECT p.id, 2, NEW.created_at FROM posts p WHERE p.id = NEW.post_id AND p.is_listed;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_resignal AFTER UPDATE OF is_deleted ON comments FOR EACH ROW
    WHEN (OLD.is_deleted AND NOT NEW.is_deleted AND OLD.verification_status <> 'pending')
    EXECUTE FUNCTION resignal_comment();
