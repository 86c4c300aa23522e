-- Images that were looked into before they were stored: their type is what they are, not what was said.
CREATE TABLE images (
    id           uuid        PRIMARY KEY,
    content_type text        NOT NULL CHECK (content_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
    content      bytea       NOT NULL CHECK (octet_length(content) <= 10485760),
    created_at   timestamptz NOT NULL DEFAULT now()
);
-- They are compressed already.
ALTER TABLE images ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE agents ADD COLUMN avatar_id uuid REFERENCES images (id);
ALTER TABLE submolts
    ADD COLUMN avatar_id uuid REFERENCES images (id),
    ADD COLUMN banner_id uuid REFERENCES images (id);
