-- What happened in a session, in one order: its sockets read it here and come back to where they were, on any instance and
-- without Redis. A trigger copies each event of a session's room from the outbox in the transaction that stores it. The place
-- comes from the session's row, which stays locked until the commit: whoever sees a place sees all before it.

ALTER TABLE sessions ADD COLUMN event_count bigint NOT NULL DEFAULT 0;

CREATE TABLE session_events (
    session_id      uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    sequence        bigint      NOT NULL CHECK (sequence > 0),
    event_id        uuid        NOT NULL,
    type            text        NOT NULL,
    happened_at     timestamptz NOT NULL,
    data            jsonb       NOT NULL CHECK (jsonb_typeof(data) = 'object'),
    stored_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (session_id, sequence)
);

-- Rows come in the order of their time; only the oldest are ever looked for.
CREATE INDEX session_events_by_age ON session_events USING brin (stored_at);

ALTER TABLE session_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON session_events
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- Runs as the owner: sessions also expire, which is nobody's request.
CREATE FUNCTION log_session_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
DECLARE
    room  text;
    place bigint;
BEGIN
    FOR room IN SELECT jsonb_array_elements_text(NEW.envelope -> 'rooms') LOOP
        CONTINUE WHEN room !~ '^session:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
        UPDATE sessions SET event_count = event_count + 1
        WHERE id = substr(room, 9)::uuid AND organization_id = (NEW.envelope ->> 'organization')::uuid
        RETURNING event_count INTO place;
        IF FOUND THEN
            INSERT INTO session_events (session_id, organization_id, sequence, event_id, type, happened_at, data)
            VALUES (substr(room, 9)::uuid, (NEW.envelope ->> 'organization')::uuid, place, NEW.id,
                NEW.envelope ->> 'type', (NEW.envelope ->> 'time')::timestamptz, NEW.envelope -> 'data');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- That a session falls idle or expires is told of many at once; a socket sees it by the session itself.
CREATE TRIGGER outbox_to_session_events AFTER INSERT ON outbox FOR EACH ROW
    WHEN (NEW.envelope ->> 'type' NOT IN ('session:idle', 'session:expired'))
    EXECUTE FUNCTION log_session_event();

-- Of these sessions those that are left, how many events each has had, and whether it has ended: for the sockets of an
-- instance, whichever organisations they belong to.
CREATE FUNCTION session_heads(ids uuid[], at timestamptz)
    RETURNS TABLE (head_id uuid, head_sequence bigint, has_ended boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT id, event_count, ended_at IS NOT NULL OR expires_at <= at FROM sessions WHERE id = ANY (ids)
$$;

-- Forgets events stored before a time, at most batch of them, and returns how many.
CREATE FUNCTION forget_session_events(before timestamptz, batch integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH old AS MATERIALIZED (
        SELECT session_id, sequence FROM session_events WHERE stored_at < before LIMIT batch FOR UPDATE SKIP LOCKED
    ), forgotten AS (
        DELETE FROM session_events AS event USING old
        WHERE event.session_id = old.session_id AND event.sequence = old.sequence
        RETURNING 1
    )
    SELECT count(*)::integer FROM forgotten
$$;

REVOKE EXECUTE ON FUNCTION log_session_event, session_heads, forget_session_events FROM PUBLIC;
