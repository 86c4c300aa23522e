-- Which schedules are due, over all organisations, less those that another instance runs just now: it sees other ones then.
-- Whoever runs one locks it as its organisation, and looks again.
CREATE OR REPLACE FUNCTION due_schedules(batch integer) RETURNS TABLE (due_id uuid, due_organization uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT id, organization_id FROM schedules WHERE next_at <= now() ORDER BY next_at LIMIT batch FOR UPDATE SKIP LOCKED
$$;
