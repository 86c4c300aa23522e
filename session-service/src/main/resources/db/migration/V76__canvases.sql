-- A session's canvas in versions. The lines are JSON Lines of A2UI that make the canvas where there is none; they are text, not
-- jsonb, so that numbers and the order of members stay as they were sent.
CREATE TABLE canvas_versions (
    session_id      uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    version         bigint      NOT NULL CHECK (version > 0),
    lines           text        NOT NULL CHECK (char_length(lines) <= 262144),
    -- What made it from the version before.
    changes         text        NOT NULL CHECK (char_length(changes) <= 262144),
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (session_id, version)
);

ALTER TABLE canvas_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON canvas_versions
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
