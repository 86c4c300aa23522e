-- A touch moves both deadlines of a session and may cost no entry of an index: sessions are looked at when the earliest time
-- has come at which they could have been due, and are given a new one if they were touched meanwhile.

-- Never later than the next deadline; where nobody says, it is looked up at once.
ALTER TABLE sessions ADD COLUMN due_at timestamptz NOT NULL DEFAULT '-infinity';

DROP INDEX sessions_due;
DROP INDEX sessions_falling_idle;
DROP INDEX sessions_open;
CREATE INDEX sessions_due ON sessions (due_at) WHERE status IN ('active', 'idle');
CREATE INDEX sessions_open ON sessions (organization_id) WHERE status IN ('active', 'idle');
-- Room for the next versions of a row beside it.
ALTER TABLE sessions SET (fillfactor = 80);

DROP FUNCTION expire_sessions(timestamptz, integer);
DROP FUNCTION idle_sessions(timestamptz, integer);

-- Looks at sessions whose time may have come, at most batch of them, passing over those that another instance or a writer
-- holds: marks what has expired or fallen idle, and leaves the rest for later. Returns all that it looked at. Runs as the
-- owner: time is nobody's request, so no organisation is set.
CREATE FUNCTION settle_sessions(at timestamptz, batch integer)
    RETURNS TABLE (settled_id uuid, settled_organization uuid, settled_status text, settled_since timestamptz)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH due AS MATERIALIZED (
        SELECT id, status AS before,
            CASE WHEN expires_at <= at THEN 'expired' WHEN idle_at <= at THEN 'idle' ELSE status END AS next
        FROM sessions
        WHERE status IN ('active', 'idle') AND due_at <= at
        ORDER BY due_at LIMIT batch
        FOR UPDATE SKIP LOCKED
    )
    UPDATE sessions
    SET status = due.next,
        ended_at = CASE due.next WHEN 'expired' THEN expires_at END,
        updated_at = CASE due.next WHEN due.before THEN updated_at ELSE at END,
        due_at = CASE due.next WHEN 'active' THEN least(idle_at, expires_at) ELSE expires_at END
    FROM due WHERE sessions.id = due.id
    RETURNING sessions.id, sessions.organization_id,
        CASE due.next WHEN due.before THEN 'unchanged' ELSE due.next END,
        CASE due.next WHEN 'idle' THEN sessions.idle_at ELSE sessions.expires_at END
$$;

REVOKE EXECUTE ON FUNCTION settle_sessions FROM PUBLIC;

-- As before, but for the time at which the session is looked at.
CREATE OR REPLACE FUNCTION append_messages(
    organization uuid, at timestamptz, idle_after interval, ids uuid[], session_ids uuid[], roles text[], contents text[],
    keys text[], event_ids uuid[], envelopes jsonb[])
    RETURNS TABLE (appended_id uuid, appended_sequence bigint, appended_at timestamptz)
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM set_config('tidepool.organization', organization::text, true), set_config('lock_timeout', '2s', true),
        set_config('tidepool.logs_events', 'on', true);
    -- In one order, so that two of these do not wait for each other; what follows sees what was committed until then.
    PERFORM FROM session.sessions WHERE id = ANY (session_ids) AND organization_id = organization ORDER BY id FOR UPDATE;
    RETURN QUERY
    WITH fit AS MATERIALIZED (
        SELECT asked.*, greatest(at, held.updated_at) AS created_at,
            held.message_count + row_number() OVER of_session AS sequence,
            held.event_count + row_number() OVER of_session AS event_sequence
        FROM unnest(ids, session_ids, roles, contents, keys, event_ids, envelopes) WITH ORDINALITY
                AS asked (id, session_id, role, content, key, event_id, envelope, place)
            JOIN session.sessions AS held ON held.id = asked.session_id AND held.organization_id = organization
            LEFT JOIN LATERAL (
                SELECT TRUE AS used FROM session.messages AS earlier
                WHERE earlier.session_id = asked.session_id AND earlier.idempotency_key = asked.key
                  AND earlier.organization_id = organization AND earlier.created_at >= held.created_at
                LIMIT 1
            ) AS key_use ON asked.key IS NOT NULL
        WHERE held.status IN ('active', 'idle') AND held.expires_at > at AND key_use.used IS NULL
        WINDOW of_session AS (PARTITION BY asked.session_id ORDER BY asked.place)
    ), stored AS (
        INSERT INTO session.messages (
            id, session_id, organization_id, sequence, role, content, status, idempotency_key, created_at)
        SELECT fit.id, fit.session_id, organization, fit.sequence, fit.role, fit.content, 'complete', fit.key, fit.created_at
        FROM fit
    ), touched AS (
        UPDATE session.sessions AS held
        SET message_count = held.message_count + more.messages, event_count = held.event_count + more.messages,
            status = 'active', updated_at = more.created_at, touched_at = more.created_at,
            idle_at = more.created_at + idle_after,
            expires_at = more.created_at + make_interval(secs => held.ttl_seconds),
            due_at = least(
                held.due_at, more.created_at + idle_after, more.created_at + make_interval(secs => held.ttl_seconds))
        FROM (SELECT session_id, created_at, count(*) AS messages FROM fit GROUP BY session_id, created_at) AS more
        WHERE held.id = more.session_id AND held.organization_id = organization
    ), logged AS (
        INSERT INTO session.session_events (session_id, organization_id, sequence, event_id, type, happened_at, data)
        SELECT fit.session_id, organization, fit.event_sequence, fit.event_id, fit.envelope ->> 'type',
            (fit.envelope ->> 'time')::timestamptz, fit.envelope -> 'data' || jsonb_build_object('sequence', fit.sequence)
        FROM fit
    ), told AS (
        INSERT INTO session.outbox (id, envelope)
        SELECT fit.event_id, jsonb_set(fit.envelope, '{data,sequence}', to_jsonb(fit.sequence)) FROM fit ORDER BY fit.place
    )
    SELECT fit.id, fit.sequence, fit.created_at FROM fit;
END $$;
