-- Tasks that come back by the calendar.

CREATE TABLE schedules (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    -- In whose name its tasks run: who made or last changed it, with the rights he had then.
    member          jsonb       NOT NULL CHECK (jsonb_typeof(member) = 'object'),
    name            text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    cron            text        NOT NULL CHECK (char_length(cron) <= 128),
    zone            text        NOT NULL CHECK (char_length(zone) <= 64),
    missed          text        NOT NULL CHECK (missed IN ('once', 'skip')),
    task            jsonb       NOT NULL CHECK (jsonb_typeof(task) = 'object'),
    -- None while it is paused.
    next_at         timestamptz,
    last_at         timestamptz,
    last_task_id    uuid,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK ((last_at IS NULL) = (last_task_id IS NULL))
);

CREATE INDEX schedules_by_organization ON schedules (organization_id, id DESC);
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;

ALTER TABLE schedules ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON schedules
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- Which schedules are due, over all organisations. Whoever runs one locks it as its organisation, and looks again.
CREATE FUNCTION due_schedules(batch integer) RETURNS TABLE (due_id uuid, due_organization uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT id, organization_id FROM schedules WHERE next_at <= now() ORDER BY next_at LIMIT batch
$$;

REVOKE EXECUTE ON FUNCTION due_schedules FROM PUBLIC;
