-- Deletes ended tasks of organisations that have more than are kept: their oldest.
CREATE FUNCTION purge_tasks_beyond(kept integer, batch integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH many AS MATERIALIZED (
        SELECT organization_id FROM tasks WHERE ended_at IS NOT NULL GROUP BY organization_id HAVING count(*) > kept
    ), old AS MATERIALIZED (
        SELECT beyond.id FROM many, LATERAL (
            SELECT id FROM tasks WHERE tasks.organization_id = many.organization_id AND ended_at IS NOT NULL
            ORDER BY id DESC OFFSET kept
        ) AS beyond LIMIT batch
    ), purged AS (
        DELETE FROM tasks USING old WHERE tasks.id = old.id RETURNING tasks.id
    )
    SELECT count(*)::integer FROM purged
$$;

REVOKE EXECUTE ON FUNCTION purge_tasks_beyond FROM PUBLIC;
