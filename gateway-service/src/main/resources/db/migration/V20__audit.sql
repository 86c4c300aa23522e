-- The audit trail: what happened to an organisation's identities and credentials. Append-only by rule of the database: the
-- service's role may not change or remove entries, and triggers refuse whoever may. What is too old goes by whole months.
-- Entries outlive their organisation, so they do not reference it; those of nobody's organisation have none.

CREATE TABLE audit_entry (
    id              uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    organization_id uuid,
    type            text        NOT NULL CHECK (type ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$' AND length(type) <= 64),
    severity        text        NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    actor           text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 128),
    client_address  text        NOT NULL CHECK (length(client_address) BETWEEN 1 AND 64),
    request_id      text        NOT NULL CHECK (length(request_id) BETWEEN 1 AND 64),
    details         jsonb       NOT NULL CHECK (jsonb_typeof(details) = 'object'),
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX audit_entry_newest ON audit_entry (organization_id, created_at DESC, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- A row's trigger on the parent binds every partition; one on TRUNCATE binds only the table it is made on.
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Takes rights from every role but the owner, whatever its name.
CREATE FUNCTION revoke_from_others(target regclass, rights text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = gateway, pg_temp
AS $$
DECLARE
    other oid;
BEGIN
    FOR other IN
        SELECT DISTINCT granted.grantee
        FROM pg_class held, aclexplode(held.relacl) granted
        WHERE held.oid = target AND granted.grantee <> held.relowner AND granted.grantee <> 0
    LOOP
        EXECUTE format('REVOKE %s ON %s FROM %I', rights, target, pg_get_userbyid(other));
    END LOOP;
END $$;

-- What makes a partition as closed as its parent: reached through it only.
CREATE FUNCTION close_audit_partition(target regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = gateway, pg_temp
AS $$
BEGIN
    PERFORM revoke_from_others(target, 'ALL');
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', target);
END $$;

SELECT revoke_from_others('audit_entry', 'UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER');
CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;
SELECT close_audit_partition('audit_entry_default');

-- Makes this month's partition and those of the following months, if missing, and returns how many it made. Entries that had
-- to go to the default partition meanwhile move to their own. Runs as the owner, since the service's role may not.
CREATE FUNCTION make_audit_partitions(months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = gateway, pg_temp
    SET timezone = 'UTC'
AS $$
DECLARE
    first_day date;
    next_day  date;
    partition text;
    made      integer := 0;
BEGIN
    IF months NOT BETWEEN 1 AND 24 THEN
        RAISE EXCEPTION 'months must be 1 to 24: %', months;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('gateway.audit_entry'));
    FOR ahead IN 0 .. months - 1 LOOP
        first_day := date_trunc('month', current_date) + make_interval(months => ahead);
        next_day := first_day + interval '1 month';
        partition := 'audit_entry_' || to_char(first_day, 'YYYY_MM');
        CONTINUE WHEN to_regclass(partition) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE audit_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
        ALTER TABLE audit_entry_default DISABLE TRIGGER audit_entry_append_only;
        EXECUTE format(
            'WITH moved AS (DELETE FROM audit_entry_default WHERE created_at >= %L AND created_at < %L RETURNING *)
             INSERT INTO %I SELECT * FROM moved', first_day, next_day, partition);
        ALTER TABLE audit_entry_default ENABLE TRIGGER audit_entry_append_only;
        EXECUTE format(
            'ALTER TABLE audit_entry ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, first_day, next_day);
        PERFORM close_audit_partition(partition::regclass);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

-- Drops the partitions of months that ended more than so many months ago, and returns how many. The floor is the database's:
-- whoever has the service's credentials cannot make the last year go away.
CREATE FUNCTION drop_audit_partitions(keep_months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = gateway, pg_temp
    SET timezone = 'UTC'
AS $$
DECLARE
    oldest  text := 'audit_entry_' || to_char(date_trunc('month', current_date) - make_interval(months => keep_months), 'YYYY_MM');
    past    text;
    dropped integer := 0;
BEGIN
    IF keep_months NOT BETWEEN 12 AND 1200 THEN
        RAISE EXCEPTION 'months to keep must be 12 to 1200: %', keep_months;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('gateway.audit_entry'));
    FOR past IN
        SELECT part.relname FROM pg_inherits link JOIN pg_class part ON part.oid = link.inhrelid
        WHERE link.inhparent = 'audit_entry'::regclass
          AND part.relname ~ '^audit_entry_\d{4}_\d{2}$' AND part.relname < oldest
    LOOP
        EXECUTE format('DROP TABLE %I', past);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

-- The service's role keeps its default right to run these two only.
REVOKE EXECUTE ON FUNCTION make_audit_partitions, drop_audit_partitions FROM PUBLIC;

SELECT make_audit_partitions(3);

-- Owners read the trail: the keys of the bootstrap file are owners'.
UPDATE api_key SET scopes = scopes || '{audit:read}'::text[] WHERE role = 'owner' AND NOT 'audit:read' = ANY (scopes);
