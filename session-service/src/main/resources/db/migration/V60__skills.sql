-- Skills of organisations. The built-in ones are part of the service and have no rows here, but for being switched off.

CREATE TABLE skills (
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    -- Numbers of versions are not used again: also the count of all there ever were.
    versions        integer     NOT NULL DEFAULT 0 CHECK (versions >= 0),
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, name)
);

CREATE TABLE skill_versions (
    organization_id uuid        NOT NULL,
    name            text        NOT NULL,
    number          integer     NOT NULL CHECK (number >= 1),
    content_hash    text        NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    kind            text        NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 32),
    description     text        NOT NULL CHECK (char_length(description) BETWEEN 1 AND 1024),
    manifest        text        NOT NULL CHECK (octet_length(manifest) <= 1048576),
    findings        jsonb       NOT NULL CHECK (jsonb_typeof(findings) = 'array'),
    -- A version in which something was found is not used before an owner approved it.
    approved_by     text,
    approved_at     timestamptz,
    usable          boolean     NOT NULL
        GENERATED ALWAYS AS (approved_at IS NOT NULL OR findings = '[]'::jsonb) STORED,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, name, number),
    FOREIGN KEY (organization_id, name) REFERENCES skills ON DELETE CASCADE,
    CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);

CREATE TABLE skill_files (
    organization_id uuid    NOT NULL,
    name            text    NOT NULL,
    number          integer NOT NULL,
    path            text    NOT NULL CHECK (char_length(path) BETWEEN 1 AND 255),
    sha256          text    NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content         bytea   NOT NULL CHECK (octet_length(content) <= 1048576),
    PRIMARY KEY (organization_id, name, number, path),
    FOREIGN KEY (organization_id, name, number) REFERENCES skill_versions ON DELETE CASCADE
);

-- A row switches a skill off, a built-in one too.
CREATE TABLE disabled_skills (
    organization_id uuid        NOT NULL,
    name            text        NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    disabled_by     text        NOT NULL,
    disabled_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, name)
);

ALTER TABLE skills ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON skills
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
ALTER TABLE skill_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON skill_versions
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
ALTER TABLE skill_files ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON skill_files
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
ALTER TABLE disabled_skills ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON disabled_skills
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
