-- Work that outlives the request that asked for it. Workers of any instance take tasks of all organisations through the
-- functions below, which run as the owner; whatever they write of one task afterwards they write as its organisation.

CREATE TABLE tasks (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    kind            text        NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,31}$'),
    -- In whose name it runs: subject, tier, roles and scopes of who asked for it, as they were then.
    member          jsonb       NOT NULL CHECK (jsonb_typeof(member) = 'object'),
    -- The session whose room is told of it.
    session_id      uuid,
    input           jsonb       NOT NULL CHECK (jsonb_typeof(input) = 'object'),
    priority        text        NOT NULL CHECK (priority IN ('critical', 'high', 'normal', 'low')),
    -- When it could first run, less a minute for each point of its priority. The points that age adds, one a minute, add to
    -- all alike: this order never changes.
    rank            timestamptz NOT NULL,
    status          text        NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    run_at          timestamptz NOT NULL,
    timeout_seconds integer     NOT NULL CHECK (timeout_seconds > 0),
    max_attempts    integer     NOT NULL CHECK (max_attempts > 0),
    -- Counts every start. Who holds an older number has lost the task and can write nothing of it any more.
    attempt         integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    failures        integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    worker          uuid,
    lease_until     timestamptz,
    cancelling      boolean     NOT NULL DEFAULT false,
    percent         integer     NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    note            text        CHECK (char_length(note) <= 500),
    checkpoint      jsonb,
    result          jsonb,
    error_code      text,
    error_detail    text,
    idempotency_key text        CHECK (char_length(idempotency_key) BETWEEN 1 AND 128),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    started_at      timestamptz,
    ended_at        timestamptz,
    CHECK ((status = 'running') = (worker IS NOT NULL)),
    CHECK ((status = 'running') = (lease_until IS NOT NULL)),
    CHECK ((status IN ('queued', 'running')) = (ended_at IS NULL))
);

CREATE INDEX tasks_by_organization ON tasks (organization_id, id DESC);
CREATE UNIQUE INDEX tasks_by_key ON tasks (organization_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX tasks_waiting ON tasks (rank, id) WHERE status = 'queued';
CREATE INDEX tasks_running ON tasks (lease_until) WHERE status = 'running';
CREATE INDEX tasks_ended ON tasks (ended_at) WHERE ended_at IS NOT NULL;

ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON tasks
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- How many tasks wait, over all organisations and of one. Until the transaction ends no other passes here, so that no two of
-- them pass a limit together.
CREATE FUNCTION count_waiting_tasks(organization uuid, OUT waiting bigint, OUT own bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('session.tasks'));
    SELECT count(*), count(*) FILTER (WHERE organization_id = organization) INTO waiting, own
    FROM tasks WHERE status = 'queued';
END $$;

-- Gives a worker tasks that are due, first those of the lowest rank, but of one organisation no more than its share.
CREATE FUNCTION claim_tasks(
    claimant uuid, kinds text[], lease_seconds double precision, slots integer, share integer) RETURNS SETOF tasks
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH running AS (
        SELECT organization_id, count(*) AS tasks FROM tasks
        WHERE status = 'running' AND worker = claimant GROUP BY organization_id
    ), waiting AS MATERIALIZED (
        SELECT id, organization_id, row_number() OVER (PARTITION BY organization_id ORDER BY rank, id) AS place
        FROM tasks WHERE status = 'queued' AND run_at <= now() AND kind = ANY (kinds)
    ), chosen AS MATERIALIZED (
        SELECT tasks.id FROM tasks
            JOIN waiting ON waiting.id = tasks.id
            LEFT JOIN running ON running.organization_id = waiting.organization_id
        WHERE tasks.status = 'queued' AND place + COALESCE(running.tasks, 0) <= share
        ORDER BY tasks.rank, tasks.id LIMIT slots
        FOR UPDATE OF tasks SKIP LOCKED
    )
    UPDATE tasks SET status = 'running', worker = claimant, lease_until = now() + make_interval(secs => lease_seconds), attempt = attempt + 1,
        started_at = COALESCE(started_at, now()), updated_at = now()
    FROM chosen WHERE tasks.id = chosen.id
    RETURNING tasks.*
$$;

-- Prolongs a worker's leases. What is missing from the answer the worker has lost.
CREATE FUNCTION renew_task_leases(holder uuid, ids uuid[], attempts integer[], lease_seconds double precision)
    RETURNS TABLE (held_id uuid, held_attempt integer, cancel boolean)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    UPDATE tasks SET lease_until = now() + make_interval(secs => lease_seconds)
    FROM unnest(ids, attempts) AS held (id, attempt)
    WHERE tasks.id = held.id AND tasks.attempt = held.attempt AND worker = holder AND status = 'running'
    RETURNING tasks.id, tasks.attempt, tasks.cancelling
$$;

-- Takes tasks back from workers that have fallen silent: to be started anew, or ended when that happened too often.
CREATE FUNCTION lapse_tasks(batch integer) RETURNS SETOF tasks
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH lapsed AS MATERIALIZED (
        SELECT id, CASE WHEN cancelling THEN 'cancelled' WHEN failures + 1 >= max_attempts THEN 'failed' ELSE 'queued' END
            AS outcome
        FROM tasks WHERE status = 'running' AND lease_until < now()
        ORDER BY lease_until LIMIT batch
        FOR UPDATE SKIP LOCKED
    )
    UPDATE tasks SET status = outcome, failures = failures + 1, worker = NULL, lease_until = NULL, run_at = now(),
        error_code = CASE WHEN outcome = 'cancelled' THEN NULL ELSE 'TASK_WORKER_LOST' END,
        error_detail = CASE WHEN outcome = 'cancelled' THEN NULL ELSE 'The instance that ran the task fell silent.' END,
        updated_at = now(), ended_at = CASE WHEN outcome = 'queued' THEN NULL ELSE now() END
    FROM lapsed WHERE tasks.id = lapsed.id
    RETURNING tasks.*
$$;

-- Puts back what a worker that stops in order still holds. Nothing has failed.
CREATE FUNCTION release_tasks(holder uuid) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH released AS (
        UPDATE tasks SET status = 'queued', worker = NULL, lease_until = NULL, run_at = now(), updated_at = now()
        WHERE worker = holder AND status = 'running' RETURNING id
    )
    SELECT count(*)::integer FROM released
$$;

-- For the gauges: how many wait by priority, and for how long the longest of them could have run.
CREATE FUNCTION count_tasks()
    RETURNS TABLE (waiting_priority text, waiting bigint, oldest_seconds double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT priority, count(*), COALESCE(GREATEST(extract(epoch FROM now() - min(run_at)), 0), 0)::double precision
    FROM tasks WHERE status = 'queued' GROUP BY priority
$$;

-- Deletes tasks that ended long ago.
CREATE FUNCTION purge_tasks(before timestamptz, batch integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH old AS MATERIALIZED (
        SELECT id FROM tasks WHERE ended_at < before ORDER BY ended_at LIMIT batch FOR UPDATE SKIP LOCKED
    ), purged AS (
        DELETE FROM tasks USING old WHERE tasks.id = old.id RETURNING tasks.id
    )
    SELECT count(*)::integer FROM purged
$$;

REVOKE EXECUTE ON FUNCTION count_waiting_tasks, claim_tasks, renew_task_leases, lapse_tasks, release_tasks, count_tasks,
    purge_tasks FROM PUBLIC;
