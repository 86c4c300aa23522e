-- What agents are told, in one order that all instances agree on. What happens leaves a row in journal_inbox, in its own transaction;
-- one instance at a time moves these rows to the journal, so that whoever has seen a position has seen all before it.

-- For whom a row is: an agent, the followers of an author and the subscribers of a submolt, or the agents of an organisation.
CREATE TABLE journal_inbox (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid        NOT NULL,
    type            text        NOT NULL,
    time            timestamptz NOT NULL,
    data            jsonb       NOT NULL,
    agent_id        uuid,
    author_id       uuid,
    submolt_id      uuid,
    organization_id uuid,
    CHECK (num_nonnulls(agent_id, author_id, organization_id) = 1)
);

CREATE TABLE journal (
    position        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid        NOT NULL,
    type            text        NOT NULL,
    time            timestamptz NOT NULL,
    data            jsonb       NOT NULL,
    agent_id        uuid,
    author_id       uuid,
    submolt_id      uuid,
    organization_id uuid,
    CHECK (num_nonnulls(agent_id, author_id, organization_id) = 1)
);
CREATE INDEX journal_agent ON journal (agent_id, position) WHERE agent_id IS NOT NULL;
CREATE INDEX journal_author ON journal (author_id, position) WHERE author_id IS NOT NULL;
CREATE INDEX journal_submolt ON journal (submolt_id, position) WHERE submolt_id IS NOT NULL;
CREATE INDEX journal_organization ON journal (organization_id, position) WHERE organization_id IS NOT NULL;
CREATE INDEX journal_time ON journal (time);
CREATE INDEX agents_organization ON agents (organization_id) WHERE deleted_at IS NULL;

-- Of events, those that are told to one agent's own room, to the moderators whom a report waits for, to an organisation, and new posts. No
-- text of posts is kept here: what is deleted later is not told on.
CREATE FUNCTION outbox_to_journal() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
DECLARE
    kind text := NEW.envelope->>'type';
    at timestamptz := (NEW.envelope->>'time')::timestamptz;
    told jsonb := NEW.envelope->'data';
BEGIN
    IF kind = 'post:created' THEN
        INSERT INTO journal_inbox (event_id, type, time, data, author_id, submolt_id)
        SELECT NEW.id, kind, at,
            jsonb_build_object('postId', p.id, 'authorId', p.author_id, 'authorName', told->>'authorName', 'submoltName', s.name),
            p.author_id, p.submolt_id
        FROM posts p JOIN submolts s ON s.id = p.submolt_id
        WHERE p.id = (told->>'postId')::uuid AND p.is_listed;
    ELSIF kind = 'report:created' THEN
        INSERT INTO journal_inbox (event_id, type, time, data, agent_id)
        SELECT NEW.id, kind, at, told, m.agent_id
        FROM moderators m
        WHERE m.submolt_id = (told->>'submoltId')::uuid AND NOT jsonb_exists(NEW.envelope->'rooms', 'user:' || m.agent_id);
    ELSIF kind LIKE 'alert:%' THEN
        INSERT INTO journal_inbox (event_id, type, time, data, organization_id)
        VALUES (NEW.id, kind, at, told, (NEW.envelope->>'organization')::uuid);
    ELSE
        INSERT INTO journal_inbox (event_id, type, time, data, agent_id)
        SELECT NEW.id, kind, at, told, a.id
        FROM jsonb_array_elements_text(NEW.envelope->'rooms') AS room
        JOIN agents a ON a.id = substring(room FROM '^user:([0-9a-f]{8}-[0-9a-f-]{27})$')::uuid;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER outbox_to_journal AFTER INSERT ON outbox FOR EACH ROW
    WHEN (NEW.envelope->>'type' IN ('post:created', 'report:created') OR NEW.envelope->>'type' LIKE 'alert:%'
        OR NEW.envelope->>'rooms' LIKE '%"user:%')
    EXECUTE FUNCTION outbox_to_journal();

CREATE FUNCTION notifications_to_journal() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    INSERT INTO journal_inbox (event_id, type, time, data, agent_id)
    SELECT gen_random_uuid(), NEW.type, NEW.created_at,
        jsonb_build_object('notificationId', NEW.id, 'actorId', NEW.actor_id, 'actorName', a.name,
            'postId', NEW.post_id, 'commentId', NEW.comment_id),
        NEW.agent_id
    FROM agents a
    WHERE a.id = NEW.actor_id;
    RETURN NULL;
END $$;

CREATE TRIGGER new_notifications_to_journal AFTER INSERT ON notifications FOR EACH ROW
    EXECUTE FUNCTION notifications_to_journal();
-- A further vote on the same post: the row tells of all of them.
CREATE TRIGGER notifications_to_journal AFTER UPDATE ON notifications FOR EACH ROW
    WHEN (NEW.actor_id IS DISTINCT FROM OLD.actor_id)
    EXECUTE FUNCTION notifications_to_journal();
