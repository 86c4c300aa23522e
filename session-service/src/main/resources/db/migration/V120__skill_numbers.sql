-- The last number of a skill's versions outlives the skill: an approval names a number, and must never mean another upload.
CREATE TABLE skill_numbers (
    organization_id uuid    NOT NULL,
    name            text    NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    last            integer NOT NULL CHECK (last >= 1),
    PRIMARY KEY (organization_id, name)
);

INSERT INTO skill_numbers (organization_id, name, last)
SELECT organization_id, name, versions FROM skills WHERE versions >= 1;

ALTER TABLE skills DROP COLUMN versions;

ALTER TABLE skill_numbers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON skill_numbers
    USING (organization_id = NULLIF(current_setting('tidepool.organization', true), '')::uuid);
