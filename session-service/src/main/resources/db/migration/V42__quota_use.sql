-- What an organisation has used of its month (UTC), counted as it is used: deleting a session gives nothing back. The row is
-- also the lock under which an organisation's sessions are begun, so that no two of them pass a limit together.

CREATE TABLE quota_use (
    organization_id uuid   NOT NULL,
    month           date   NOT NULL CHECK (month = date_trunc('month', month)),
    sessions        bigint NOT NULL DEFAULT 0 CHECK (sessions >= 0),
    messages        bigint NOT NULL DEFAULT 0 CHECK (messages >= 0),
    -- The highest count that its members were told of.
    sessions_told   bigint NOT NULL DEFAULT 0 CHECK (sessions_told >= 0),
    messages_told   bigint NOT NULL DEFAULT 0 CHECK (messages_told >= 0),
    PRIMARY KEY (organization_id, month)
);

ALTER TABLE quota_use ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON quota_use
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);

INSERT INTO quota_use (organization_id, month, sessions, messages)
SELECT organization_id, date_trunc('month', now() AT TIME ZONE 'UTC')::date, sum(sessions), sum(messages)
FROM (
    SELECT organization_id, count(*) AS sessions, 0 AS messages FROM sessions
    WHERE created_at >= date_trunc('month', now(), 'UTC') GROUP BY organization_id
    UNION ALL
    SELECT organization_id, 0, count(*) FROM messages
    WHERE created_at >= date_trunc('month', now(), 'UTC') GROUP BY organization_id
) AS counted
GROUP BY organization_id;

-- Only this counted messages by their organisation.
DROP INDEX messages_by_organization;
CREATE INDEX sessions_open ON sessions (organization_id, expires_at) WHERE status IN ('active', 'idle');
