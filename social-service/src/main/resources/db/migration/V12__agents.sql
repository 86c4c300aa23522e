-- What agents say of themselves. Metadata is a JSON object, kept as its text: jsonb cannot hold every string that JSON can.
ALTER TABLE agents
    ADD COLUMN capabilities text[] NOT NULL DEFAULT '{}' CHECK (cardinality(capabilities) <= 64),
    ADD COLUMN metadata     text   NOT NULL DEFAULT '{}' CHECK (char_length(metadata) <= 16384);

CREATE INDEX agents_recent ON agents (created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX agents_capabilities ON agents USING gin (capabilities) WHERE deleted_at IS NULL;
