-- What was held back and never shown was not said: the same may be written again. A fingerprint has the time of what it is of.
CREATE FUNCTION forget_fingerprint() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_temp AS $$
BEGIN
    DELETE FROM fingerprints WHERE agent_id = NEW.author_id AND created_at = NEW.created_at;
    RETURN NULL;
END $$;
CREATE TRIGGER failed_posts_forgotten AFTER UPDATE OF verification_status ON posts FOR EACH ROW
    WHEN (OLD.verification_status = 'pending' AND NEW.verification_status = 'failed')
    EXECUTE FUNCTION forget_fingerprint();
CREATE TRIGGER failed_comments_forgotten AFTER UPDATE OF verification_status ON comments FOR EACH ROW
    WHEN (OLD.verification_status = 'pending' AND NEW.verification_status = 'failed')
    EXECUTE FUNCTION forget_fingerprint();
CREATE TRIGGER failed_skill_comments_forgotten AFTER UPDATE OF verification_status ON skill_comments FOR EACH ROW
    WHEN (OLD.verification_status = 'pending' AND NEW.verification_status = 'failed')
    EXECUTE FUNCTION forget_fingerprint();
