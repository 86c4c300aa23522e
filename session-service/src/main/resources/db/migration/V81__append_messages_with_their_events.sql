-- Appends log the events of their messages themselves, with the one update of the session that they make anyway.

-- As before; the rooms are ours, so that their form needs no closer look.
CREATE OR REPLACE FUNCTION log_session_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
BEGIN
    WITH told AS MATERIALIZED (
        SELECT added.id, added.envelope, substr(room, 9)::uuid AS session,
            (added.envelope ->> 'organization')::uuid AS organization,
            row_number() OVER (PARTITION BY room, added.envelope ->> 'organization' ORDER BY added.id) AS nth
        FROM added, jsonb_array_elements_text(added.envelope -> 'rooms') AS room
        WHERE added.envelope ->> 'type' NOT IN ('session:idle', 'session:expired')
          AND room LIKE 'session:________-____-____-____-____________'
    ), counted AS (
        UPDATE sessions SET event_count = event_count + more.events
        FROM (SELECT session, organization, count(*) AS events FROM told GROUP BY session, organization) AS more
        WHERE sessions.id = more.session AND sessions.organization_id = more.organization
        RETURNING sessions.id, sessions.organization_id, sessions.event_count - more.events AS before
    )
    INSERT INTO session_events (session_id, organization_id, sequence, event_id, type, happened_at, data)
    SELECT told.session, told.organization, counted.before + told.nth, told.id, told.envelope ->> 'type',
        (told.envelope ->> 'time')::timestamptz, told.envelope -> 'data'
    FROM told JOIN counted ON counted.id = told.session AND counted.organization_id = told.organization;
    RETURN NULL;
END $$;

DROP TRIGGER outbox_to_session_events ON outbox;
CREATE TRIGGER outbox_to_session_events AFTER INSERT ON outbox REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    WHEN (current_setting('tidepool.logs_events', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION log_session_event();

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
            expires_at = more.created_at + make_interval(secs => held.ttl_seconds)
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
