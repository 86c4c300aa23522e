-- How often a task was begun anew after a worker had told that it was done with the attempt before: that had failed, or was put back.
-- Of an attempt that just fell silent nobody knows what it still does elsewhere: the next one has to go on with it, not begin again.
ALTER TABLE tasks ADD COLUMN retries integer NOT NULL DEFAULT 0 CHECK (retries >= 0);

CREATE FUNCTION count_task_retry() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = session, pg_temp
AS $$
BEGIN
    IF NEW.failures = OLD.failures OR NEW.error_code IS DISTINCT FROM 'TASK_WORKER_LOST' THEN
        -- Not just one more: whoever never began the work takes one off.
        NEW.retries := NEW.retries + 1;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER count_task_retry BEFORE UPDATE ON tasks
    FOR EACH ROW WHEN (OLD.status = 'running' AND NEW.status = 'queued') EXECUTE FUNCTION count_task_retry();

REVOKE EXECUTE ON FUNCTION count_task_retry FROM PUBLIC;
