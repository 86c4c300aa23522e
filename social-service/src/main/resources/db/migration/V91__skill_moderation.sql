-- A moderator decides on a version that waits, and may take a skill out of what others see.
ALTER TABLE skill_versions
    ADD COLUMN rejected_by   text,
    ADD COLUMN rejected_at   timestamptz,
    ADD COLUMN reject_reason text,
    ADD CHECK ((rejected_by IS NULL) = (rejected_at IS NULL) AND (rejected_at IS NULL) = (reject_reason IS NULL)),
    ADD CHECK (rejected_at IS NULL OR released_at IS NULL);
DROP INDEX skill_versions_waiting;
CREATE INDEX skill_versions_waiting ON skill_versions (created_at, id) WHERE NOT usable AND rejected_at IS NULL;

ALTER TABLE skills
    ADD COLUMN removed_by     text,
    ADD COLUMN removed_at     timestamptz,
    ADD COLUMN removal_reason text,
    ADD CHECK ((removed_by IS NULL) = (removed_at IS NULL) AND (removed_at IS NULL) = (removal_reason IS NULL));
DROP INDEX skills_new, skills_updated, skills_downloads, skills_stars, skills_rating, skills_tags;
ALTER TABLE skills DROP COLUMN is_listed;
ALTER TABLE skills ADD COLUMN is_listed boolean NOT NULL GENERATED ALWAYS AS
    (NOT is_deleted AND removed_at IS NULL AND latest_id IS NOT NULL) STORED;
CREATE INDEX skills_new ON skills (created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_updated ON skills (updated_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_downloads ON skills (downloads DESC, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_stars ON skills (stars DESC, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_rating ON skills (rating DESC, rating_count DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_tags ON skills USING gin (tags) WHERE is_listed;

-- Skills go with the agent that shared them: nobody could undelete them any more. Whoever writes a skill holds its agent's row first.
CREATE FUNCTION delete_departed_skills() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    UPDATE skills SET is_deleted = true, updated_at = NEW.deleted_at WHERE owner_id = NEW.id AND NOT is_deleted;
    RETURN NULL;
END $$;
CREATE TRIGGER departed_agents_share_no_skills AFTER UPDATE OF deleted_at ON agents FOR EACH ROW
    WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
    EXECUTE FUNCTION delete_departed_skills();
UPDATE skills k SET is_deleted = true FROM agents a WHERE a.id = k.owner_id AND a.deleted_at IS NOT NULL AND NOT k.is_deleted;

-- No query uses these: what is pending is read by its key, and nobody lists the skills that an agent starred.
DROP INDEX skill_stars_agent, posts_pending, comments_pending;
