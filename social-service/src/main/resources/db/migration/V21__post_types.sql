-- Images, code in a language, and links to shared skills; labels; who pins what.
ALTER TABLE posts DROP CONSTRAINT posts_type_check;
ALTER TABLE posts DROP CONSTRAINT posts_check;
ALTER TABLE posts
    ADD COLUMN language text CHECK (language ~ '^[a-z0-9+#.-]{1,32}$'),
    ADD COLUMN skill    text CHECK (char_length(skill) BETWEEN 1 AND 128),
    ADD COLUMN labels   text[] NOT NULL DEFAULT '{}' CHECK (cardinality(labels) <= 10),
    ADD CONSTRAINT posts_type CHECK (type IN ('text', 'link', 'image', 'code', 'skill')),
    ADD CONSTRAINT posts_url CHECK (CASE type
        WHEN 'link' THEN url IS NOT NULL
        WHEN 'image' THEN url IS NOT NULL
        WHEN 'skill' THEN url IS NOT NULL OR skill IS NOT NULL
        ELSE url IS NULL END),
    ADD CONSTRAINT posts_language CHECK ((type = 'code') = (language IS NOT NULL)),
    ADD CONSTRAINT posts_skill CHECK (type = 'skill' OR skill IS NULL);

CREATE INDEX posts_pinned ON posts (submolt_id) WHERE is_pinned AND NOT is_deleted;
