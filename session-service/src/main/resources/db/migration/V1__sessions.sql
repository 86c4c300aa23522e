-- Sessions and their messages. Every row names its organisation; row-level security is the second lock behind the queries'
-- own conditions: the service's role does not own these tables, so the policies bind it. It sets tidepool.organization for
-- each transaction; unset, nothing is visible (a setting that was local to an earlier transaction reads as '').

CREATE TABLE sessions (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    created_by      text        NOT NULL,
    label           text        CHECK (char_length(label) BETWEEN 1 AND 200),
    channel         text        NOT NULL CHECK (char_length(channel) BETWEEN 1 AND 64),
    model           text        NOT NULL CHECK (char_length(model) BETWEEN 1 AND 200),
    thinking        text        NOT NULL CHECK (thinking IN ('off', 'minimal', 'low', 'medium', 'high', 'xhigh')),
    system_prompt   text        CHECK (octet_length(system_prompt) <= 262144),
    metadata        jsonb       NOT NULL CHECK (jsonb_typeof(metadata) = 'object'),
    ttl_seconds     integer     NOT NULL CHECK (ttl_seconds BETWEEN 60 AND 2592000),
    status          text        NOT NULL CHECK (status IN ('active', 'closed', 'expired')),
    -- Also the sequence number of the last message: it moves only under the row's lock.
    message_count   bigint      NOT NULL DEFAULT 0 CHECK (message_count >= 0),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    CHECK (expires_at > created_at),
    CHECK ((status = 'active') = (ended_at IS NULL))
);

-- Ids are UUIDv7: their order is the order of creation.
CREATE INDEX sessions_by_organization ON sessions (organization_id, id DESC);
CREATE INDEX sessions_due ON sessions (expires_at) WHERE status = 'active';

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON sessions
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

CREATE TABLE messages (
    id                uuid        NOT NULL,
    session_id        uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    organization_id   uuid        NOT NULL,
    sequence          bigint      NOT NULL CHECK (sequence > 0),
    role              text        NOT NULL CHECK (role IN ('system', 'user', 'assistant', 'tool')),
    content           text        NOT NULL CHECK (octet_length(content) <= 262144),
    -- A partial answer is one whose reader went away or whose model failed on the way.
    status            text        NOT NULL CHECK (status IN ('complete', 'partial')),
    model             text,
    prompt_tokens     bigint      CHECK (prompt_tokens >= 0),
    completion_tokens bigint      CHECK (completion_tokens >= 0),
    idempotency_key   text        CHECK (char_length(idempotency_key) BETWEEN 1 AND 128),
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX messages_by_session ON messages (session_id, sequence);
CREATE INDEX messages_by_key ON messages (session_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON messages
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- Partitions have row-level security and no policy: nobody but the owner reaches rows past the parent's policy.
CREATE TABLE messages_default PARTITION OF messages DEFAULT;
ALTER TABLE messages_default ENABLE ROW LEVEL SECURITY;

-- Makes this month's partition and those of the following months, if missing, and returns how many it made. Rows that had
-- to go to the default partition meanwhile move to their own. Runs as the owner, since the service's role may not.
CREATE FUNCTION make_message_partitions(months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
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
    PERFORM pg_advisory_xact_lock(hashtext('session.messages'));
    FOR ahead IN 0 .. months - 1 LOOP
        first_day := date_trunc('month', current_date) + make_interval(months => ahead);
        next_day := first_day + interval '1 month';
        partition := 'messages_' || to_char(first_day, 'YYYY_MM');
        CONTINUE WHEN to_regclass(partition) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE messages INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
        EXECUTE format(
            'WITH moved AS (DELETE FROM messages_default WHERE created_at >= %L AND created_at < %L RETURNING *)
             INSERT INTO %I SELECT * FROM moved', first_day, next_day, partition);
        EXECUTE format(
            'ALTER TABLE messages ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, first_day, next_day);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

-- Marks sessions whose time is up, at most batch of them, passing over those that another instance or a writer holds. Runs
-- as the owner: expiry is nobody's request, so no organisation is set.
CREATE FUNCTION expire_sessions(at timestamptz, batch integer)
    RETURNS TABLE (expired_id uuid, expired_organization uuid, expired_at timestamptz)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH due AS MATERIALIZED (
        SELECT id FROM sessions
        WHERE status = 'active' AND expires_at <= at
        ORDER BY expires_at LIMIT batch
        FOR UPDATE SKIP LOCKED
    )
    UPDATE sessions SET status = 'expired', ended_at = expires_at, updated_at = at
    FROM due WHERE sessions.id = due.id
    RETURNING sessions.id, sessions.organization_id, sessions.expires_at
$$;

-- How many sessions are active, over all organisations: for the gauge.
CREATE FUNCTION count_active_sessions(at timestamptz) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    SELECT count(*) FROM sessions WHERE status = 'active' AND expires_at > at
$$;

REVOKE EXECUTE ON FUNCTION make_message_partitions, expire_sessions, count_active_sessions FROM PUBLIC;

SELECT make_message_partitions(3);
