-- A session that nobody has touched for a while is idle; a touch makes it active again and gives it its whole time to live anew.

ALTER TABLE sessions
    ADD COLUMN touched_at timestamptz,
    ADD COLUMN idle_at    timestamptz;
UPDATE sessions SET touched_at = updated_at, idle_at = updated_at + interval '15 minutes';
ALTER TABLE sessions
    ALTER COLUMN touched_at SET NOT NULL,
    ALTER COLUMN idle_at SET NOT NULL,
    DROP CONSTRAINT sessions_status_check,
    ADD CONSTRAINT sessions_status_check CHECK (status IN ('active', 'idle', 'closed', 'expired')),
    DROP CONSTRAINT sessions_check1,
    ADD CONSTRAINT sessions_end_check CHECK ((status IN ('active', 'idle')) = (ended_at IS NULL));

DROP INDEX sessions_due;
CREATE INDEX sessions_due ON sessions (expires_at) WHERE status IN ('active', 'idle');
CREATE INDEX sessions_falling_idle ON sessions (idle_at) WHERE status = 'active';
CREATE INDEX sessions_by_label ON sessions (organization_id, label, id DESC) WHERE label IS NOT NULL;

-- As before, of idle sessions too.
CREATE OR REPLACE FUNCTION expire_sessions(at timestamptz, batch integer)
    RETURNS TABLE (expired_id uuid, expired_organization uuid, expired_at timestamptz)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH due AS MATERIALIZED (
        SELECT id FROM sessions
        WHERE status IN ('active', 'idle') AND expires_at <= at
        ORDER BY expires_at LIMIT batch
        FOR UPDATE SKIP LOCKED
    )
    UPDATE sessions SET status = 'expired', ended_at = expires_at, updated_at = at
    FROM due WHERE sessions.id = due.id
    RETURNING sessions.id, sessions.organization_id, sessions.expires_at
$$;

-- Marks sessions that nobody has touched in time and that have not expired, in the same way.
CREATE FUNCTION idle_sessions(at timestamptz, batch integer)
    RETURNS TABLE (idle_id uuid, idle_organization uuid, idle_since timestamptz)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH due AS MATERIALIZED (
        SELECT id FROM sessions
        WHERE status = 'active' AND idle_at <= at AND expires_at > at
        ORDER BY idle_at LIMIT batch
        FOR UPDATE SKIP LOCKED
    )
    UPDATE sessions SET status = 'idle', updated_at = at
    FROM due WHERE sessions.id = due.id
    RETURNING sessions.id, sessions.organization_id, sessions.idle_at
$$;

DROP FUNCTION count_active_sessions(timestamptz);
-- How many sessions are open, over all organisations: for the gauge.
CREATE FUNCTION count_open_sessions(at timestamptz, OUT active bigint, OUT idle bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT count(*) FILTER (WHERE idle_at > at), count(*) FILTER (WHERE idle_at <= at)
    FROM sessions WHERE status IN ('active', 'idle') AND expires_at > at
$$;

REVOKE EXECUTE ON FUNCTION idle_sessions, count_open_sessions FROM PUBLIC;
