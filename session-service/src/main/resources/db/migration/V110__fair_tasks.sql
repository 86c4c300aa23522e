-- Tasks of many organisations keep out of each other's way.

-- What is due is counted by its time, and what an organisation has put off by whose it is.
CREATE INDEX tasks_due ON tasks (run_at) WHERE status = 'queued';
CREATE INDEX tasks_waiting_of_organization ON tasks (organization_id, run_at) WHERE status = 'queued';

-- How many tasks are due and wait, over all organisations and of one, and how many that one has put off. Until the transaction
-- ends no other of the organisation passes here, so that no two of them pass its limits together; the limit of all may be
-- passed by as many as add at the same moment.
DROP FUNCTION count_waiting_tasks(uuid);
CREATE FUNCTION count_waiting_tasks(organization uuid, OUT waiting bigint, OUT own bigint, OUT put_off bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('session.tasks:' || organization, 0));
    SELECT count(*), count(*) FILTER (WHERE organization_id = organization) INTO waiting, own
    FROM tasks WHERE status = 'queued' AND run_at <= now();
    SELECT count(*) INTO put_off
    FROM tasks WHERE organization_id = organization AND status = 'queued' AND run_at > now();
END $$;

-- Gives a worker tasks that are due: of each organisation first those of the lowest rank, and the organisations in turn, first
-- those of which the worker runs the fewest. Of one organisation no more than its share.
CREATE OR REPLACE FUNCTION claim_tasks(
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
        ORDER BY place + COALESCE(running.tasks, 0), tasks.rank, tasks.id LIMIT slots
        FOR UPDATE OF tasks SKIP LOCKED
    )
    UPDATE tasks SET status = 'running', worker = claimant, lease_until = now() + make_interval(secs => lease_seconds), attempt = attempt + 1,
        started_at = COALESCE(started_at, now()), updated_at = now()
    FROM chosen WHERE tasks.id = chosen.id
    RETURNING tasks.*
$$;

-- As before, but it takes the sessions first, whose rooms will be told: whoever writes in a session has its row before the
-- task's. What another has just now is left for the next time; this waits for nobody.
CREATE OR REPLACE FUNCTION lapse_tasks(batch integer) RETURNS SETOF tasks
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
DECLARE
    late uuid[];
    taken uuid[];
BEGIN
    SELECT array_agg(id) INTO late FROM (
        SELECT id FROM tasks WHERE status = 'running' AND lease_until < now() ORDER BY lease_until LIMIT batch
    ) AS first;
    SELECT array_agg(id) INTO taken FROM (
        SELECT id FROM sessions WHERE id IN (SELECT session_id FROM tasks WHERE id = ANY (late))
        FOR NO KEY UPDATE SKIP LOCKED
    ) AS locked;
    RETURN QUERY
    WITH lapsed AS MATERIALIZED (
        SELECT id, CASE WHEN cancelling THEN 'cancelled' WHEN failures + 1 >= max_attempts THEN 'failed' ELSE 'queued' END
            AS outcome
        FROM tasks
        WHERE id = ANY (late) AND status = 'running' AND lease_until < now()
            AND (session_id IS NULL OR session_id = ANY (taken)
                OR NOT EXISTS (SELECT FROM sessions WHERE sessions.id = session_id))
        FOR UPDATE SKIP LOCKED
    )
    UPDATE tasks SET status = outcome, failures = failures + 1, worker = NULL, lease_until = NULL, run_at = now(),
        error_code = CASE WHEN outcome = 'cancelled' THEN NULL ELSE 'TASK_WORKER_LOST' END,
        error_detail = CASE WHEN outcome = 'cancelled' THEN NULL ELSE 'The instance that ran the task fell silent.' END,
        updated_at = now(), ended_at = CASE WHEN outcome = 'queued' THEN NULL ELSE now() END
    FROM lapsed WHERE tasks.id = lapsed.id
    RETURNING tasks.*;
END $$;

-- As before, but what was to stop is not put back: its lease is over, so that whoever looks for lost tasks ends it and tells so.
CREATE OR REPLACE FUNCTION release_tasks(holder uuid) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH stopped AS (
        UPDATE tasks SET lease_until = now() - interval '1 second'
        WHERE worker = holder AND status = 'running' AND cancelling
    ), released AS (
        UPDATE tasks SET status = 'queued', worker = NULL, lease_until = NULL, run_at = now(), updated_at = now()
        WHERE worker = holder AND status = 'running' AND NOT cancelling RETURNING id
    )
    SELECT count(*)::integer FROM released
$$;

-- Makes the sessions this transaction's, in one order for everybody: for whoever will tell several of them of one thing. It
-- gives nothing away, so they may be of any organisation.
CREATE FUNCTION hold_sessions(ids uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT FROM sessions WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE
$$;

REVOKE EXECUTE ON FUNCTION count_waiting_tasks, claim_tasks, lapse_tasks, release_tasks, hold_sessions FROM PUBLIC;
