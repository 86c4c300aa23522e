-- What agents say to each other. Rows belong to the receiver's organisation and can be seen by the sender's: they are the same
-- unless both consented to a grant.

-- Who may speak to a session. Of another organisation the session is named by its side, when it accepts.
CREATE TABLE senders (
    id                     uuid        PRIMARY KEY,
    organization_id        uuid        NOT NULL,
    session_id             uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    sender_organization_id uuid        NOT NULL,
    sender_id              uuid        REFERENCES sessions (id) ON DELETE CASCADE,
    -- In whose name the receiver answers another organisation: who offered it, with the rights he had then.
    member                 jsonb       NOT NULL CHECK (jsonb_typeof(member) = 'object'),
    created_at             timestamptz NOT NULL,
    accepted_at            timestamptz,
    CHECK ((sender_id IS NULL) = (accepted_at IS NULL))
);

CREATE UNIQUE INDEX senders_once ON senders (session_id, sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX senders_by_session ON senders (session_id);
CREATE INDEX senders_by_sender ON senders (sender_id);

ALTER TABLE senders ENABLE ROW LEVEL SECURITY;
CREATE POLICY both_organizations ON senders
    USING (NULLIF(current_setting('tidepool.organization', true), '')::uuid
        IN (organization_id, sender_organization_id));

-- What was sent, for as long as the task that delivers it is kept.
CREATE TABLE sends (
    task_id                uuid        PRIMARY KEY REFERENCES tasks (id) ON DELETE CASCADE,
    organization_id        uuid        NOT NULL,
    session_id             uuid        NOT NULL,
    -- The sessions that passed it on, the first first and its sender last.
    chain                  uuid[]      NOT NULL CHECK (cardinality(chain) > 0)
);

CREATE INDEX sends_by_session ON sends (session_id);

ALTER TABLE sends ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON sends
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
