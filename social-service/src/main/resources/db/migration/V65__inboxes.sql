-- Posts that are new to lists, until they are in the inboxes of those who follow. Whoever reads an inbox reads this first: a post
-- is here until it is there.
CREATE TABLE inbox_queue (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id uuid   NOT NULL
);

-- Agents and submolts whose posts are not, or once were not, put into inboxes because too many follow them. They stay here, so
-- that who reads an inbox knows whose posts it may lack.
CREATE TABLE large_sources (
    id uuid PRIMARY KEY
);

CREATE FUNCTION queue_for_inboxes() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO inbox_queue (post_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER new_posts_to_inboxes AFTER INSERT ON posts
    FOR EACH ROW WHEN (NEW.is_listed) EXECUTE FUNCTION queue_for_inboxes();
-- What was verified late, or given back, is new to lists too.
CREATE TRIGGER listed_posts_to_inboxes AFTER UPDATE ON posts
    FOR EACH ROW WHEN (NEW.is_listed AND NOT OLD.is_listed) EXECUTE FUNCTION queue_for_inboxes();
