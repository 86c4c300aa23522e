-- Detaches partitions of whole months that ended before a day, and returns how many. They stay as tables of their own, out of
-- every query's sight, for whoever keeps archives to dump and drop; deleting a session still deletes its rows in them.
CREATE FUNCTION detach_message_partitions(before date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
DECLARE
    old      text;
    detached integer := 0;
BEGIN
    IF before > current_date THEN
        RAISE EXCEPTION 'messages to come cannot be detached: %', before;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('session.messages'));
    FOR old IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'messages'::regclass AND relname ~ '^messages_\d{4}_\d{2}$'
          AND to_date(substr(relname, 10), 'YYYY_MM') + interval '1 month' <= before
        ORDER BY relname
    LOOP
        EXECUTE format('ALTER TABLE messages DETACH PARTITION %I', old);
        EXECUTE format('ALTER TABLE %I RENAME TO %I', old, 'detached_' || old);
        detached := detached + 1;
    END LOOP;
    RETURN detached;
END $$;

REVOKE EXECUTE ON FUNCTION detach_message_partitions FROM PUBLIC;
