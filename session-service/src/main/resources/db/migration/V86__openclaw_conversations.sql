-- Which agents of the OpenClaw gateway keep a record of a session, so that its deletion reaches them, also when the gateway is away
-- just then: a row without a session is one that is still to be deleted there. No row names a session that was deleted with it.
CREATE TABLE openclaw_conversations (
    organization_id uuid        NOT NULL,
    conversation    uuid        NOT NULL,
    agent           text        NOT NULL CHECK (char_length(agent) BETWEEN 1 AND 64),
    session_id      uuid        REFERENCES sessions (id) ON DELETE SET NULL,
    created_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    attempt_after   timestamptz NOT NULL,
    PRIMARY KEY (conversation, agent)
);

CREATE INDEX openclaw_conversations_by_session ON openclaw_conversations (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX openclaw_conversations_left ON openclaw_conversations (attempt_after) WHERE session_id IS NULL;

ALTER TABLE openclaw_conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON openclaw_conversations
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- Takes conversations whose session is gone, passing over those that another instance holds; each is due again later, twice as late
-- every time up to an hour, unless it is deleted meanwhile. Runs as the owner: it is nobody's request.
CREATE FUNCTION take_left_conversations(at timestamptz, batch integer)
    RETURNS TABLE (left_organization uuid, left_conversation uuid, left_agent text, left_attempts integer)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
    WITH due AS MATERIALIZED (
        SELECT conversation, agent FROM openclaw_conversations
        WHERE session_id IS NULL AND attempt_after <= at
        ORDER BY attempt_after LIMIT batch
        FOR UPDATE SKIP LOCKED
    )
    UPDATE openclaw_conversations AS held
    SET attempts = held.attempts + 1,
        attempt_after = at + least(interval '1 hour', interval '30 seconds' * 2 ^ least(held.attempts, 10))
    FROM due WHERE held.conversation = due.conversation AND held.agent = due.agent
    RETURNING held.organization_id, held.conversation, held.agent, held.attempts
$$;

REVOKE EXECUTE ON FUNCTION take_left_conversations FROM PUBLIC;
