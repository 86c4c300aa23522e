-- What an owner and its moderators set. Colours are stored as #rrggbb in lower case.
ALTER TABLE submolts
    ADD COLUMN banner_color text CHECK (banner_color ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN theme_color  text CHECK (theme_color ~ '^#[0-9a-f]{6}$'),
    ADD COLUMN labels       text[] NOT NULL DEFAULT '{}' CHECK (cardinality(labels) <= 32);

-- An agent's latest submolt decides whether it may make another.
CREATE INDEX submolts_creator ON submolts (creator_id, created_at DESC);
