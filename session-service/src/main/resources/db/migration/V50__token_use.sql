-- Tokens that models read and wrote: a row for each day (UTC), model and session of an organisation; answers without a session
-- share one. A session that is deleted leaves its rows behind: what was used stays used.

CREATE TABLE token_use (
    organization_id   uuid   NOT NULL,
    day               date   NOT NULL,
    model             text   NOT NULL CHECK (char_length(model) BETWEEN 1 AND 200),
    session_id        uuid,
    answers           bigint NOT NULL CHECK (answers > 0),
    -- Those whose tokens the model did not tell.
    estimated         bigint NOT NULL CHECK (estimated BETWEEN 0 AND answers),
    prompt_tokens     bigint NOT NULL CHECK (prompt_tokens >= 0),
    completion_tokens bigint NOT NULL CHECK (completion_tokens >= 0),
    UNIQUE NULLS NOT DISTINCT (organization_id, day, model, session_id)
);

CREATE INDEX token_use_by_session ON token_use (session_id, day) WHERE session_id IS NOT NULL;
CREATE INDEX token_use_by_day ON token_use (day);

ALTER TABLE token_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON token_use
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

-- Deletes what is older than a day, at most batch rows, and returns how many. Runs as the owner: it is nobody's request.
CREATE FUNCTION forget_token_use(before date, batch integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = session, pg_temp
AS $$
DECLARE
    forgotten integer;
BEGIN
    DELETE FROM token_use WHERE ctid IN (SELECT ctid FROM token_use WHERE day < before LIMIT batch);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;

REVOKE EXECUTE ON FUNCTION forget_token_use FROM PUBLIC;

-- The month's tokens, counted when they have been used.
ALTER TABLE quota_use
    ADD COLUMN tokens      bigint NOT NULL DEFAULT 0 CHECK (tokens >= 0),
    ADD COLUMN tokens_told bigint NOT NULL DEFAULT 0 CHECK (tokens_told >= 0);
