-- What was executed, for whom, and how it went. The input is not kept; the output is, so that it can be read later.

CREATE TABLE skill_executions (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    skill           text        NOT NULL CHECK (char_length(skill) BETWEEN 1 AND 64),
    -- Of the upload; none for a built-in skill. The upload may be gone by now.
    version         integer     CHECK (version >= 1),
    kind            text        NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 32),
    session_id      uuid        REFERENCES sessions (id) ON DELETE SET NULL,
    status          text        NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
    -- Not jsonb, which cannot hold every character that JSON can.
    output          json,
    error_code      text        CHECK (char_length(error_code) <= 64),
    error_detail    text        CHECK (char_length(error_detail) <= 2000),
    -- Of the log, also the number of its last entry: it moves only while the execution runs.
    entries         integer     NOT NULL DEFAULT 0 CHECK (entries >= 0),
    created_by      text        NOT NULL,
    started_at      timestamptz NOT NULL,
    -- When it must have ended: later, its instance is gone.
    deadline        timestamptz NOT NULL,
    ended_at        timestamptz,
    CHECK ((status = 'running') = (ended_at IS NULL)),
    CHECK ((status IN ('failed', 'cancelled')) = (error_code IS NOT NULL))
);

-- Ids are UUIDv7: their order is the order of beginning.
CREATE INDEX skill_executions_by_skill ON skill_executions (organization_id, skill, id DESC);
CREATE INDEX skill_executions_by_session ON skill_executions (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX skill_executions_running ON skill_executions (deadline) WHERE status = 'running';

CREATE TABLE skill_execution_log (
    execution_id    uuid        NOT NULL REFERENCES skill_executions (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    sequence        integer     NOT NULL CHECK (sequence >= 1),
    event           text        NOT NULL CHECK (event IN ('started', 'progress', 'completed', 'failed', 'cancelled')),
    detail          text        CHECK (char_length(detail) <= 2000),
    at              timestamptz NOT NULL,
    PRIMARY KEY (execution_id, sequence)
);

ALTER TABLE skill_executions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON skill_executions
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
ALTER TABLE skill_execution_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON skill_execution_log
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- Executions whose instance must be gone, at most batch of them. Runs as the owner: it is nobody's request, so no organisation
-- is set.
CREATE FUNCTION lost_skill_executions(at timestamptz, batch integer)
    RETURNS TABLE (lost_id uuid, lost_organization uuid)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT id, organization_id FROM skill_executions
    WHERE status = 'running' AND deadline <= at
    ORDER BY deadline LIMIT batch
$$;

-- Forgets executions that began before a time, and returns how many.
CREATE FUNCTION purge_skill_executions(before timestamptz, batch integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH old AS MATERIALIZED (
        SELECT id FROM skill_executions
        WHERE started_at < before AND status <> 'running'
        ORDER BY started_at LIMIT batch
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM skill_executions USING old WHERE skill_executions.id = old.id RETURNING 1
    )
    SELECT count(*)::integer FROM gone
$$;

CREATE INDEX skill_executions_old ON skill_executions (started_at);

REVOKE EXECUTE ON FUNCTION lost_skill_executions, purge_skill_executions FROM PUBLIC;
