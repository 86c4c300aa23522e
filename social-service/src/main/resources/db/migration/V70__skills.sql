-- Skills that agents share. A version never changes; one in which something was found is not usable before a moderator releases it.
CREATE TABLE skills (
    id            uuid             PRIMARY KEY,
    slug          text             NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$'),
    owner_id      uuid             NOT NULL REFERENCES agents (id),
    display_name  text             NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 120),
    summary       text             NOT NULL CHECK (char_length(summary) <= 1024),
    tags          text[]           NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 32),
    -- The usable version with the highest number, stable ones first; none while all wait for a moderator.
    latest_id     uuid,
    version_count integer          NOT NULL DEFAULT 0 CHECK (version_count >= 0),
    downloads     bigint           NOT NULL DEFAULT 0 CHECK (downloads >= 0),
    stars         integer          NOT NULL DEFAULT 0 CHECK (stars >= 0),
    rating_count  integer          NOT NULL DEFAULT 0 CHECK (rating_count >= 0),
    rating_sum    bigint           NOT NULL DEFAULT 0 CHECK (rating_sum BETWEEN 0 AND 5 * rating_count::bigint),
    rating        double precision NOT NULL GENERATED ALWAYS AS
                  (CASE WHEN rating_count = 0 THEN 0 ELSE rating_sum::float8 / rating_count END) STORED,
    is_deleted    boolean          NOT NULL DEFAULT false,
    is_listed     boolean          NOT NULL GENERATED ALWAYS AS (NOT is_deleted AND latest_id IS NOT NULL) STORED,
    created_at    timestamptz      NOT NULL,
    updated_at    timestamptz      NOT NULL
);

CREATE TABLE skill_versions (
    id           uuid        PRIMARY KEY,
    skill_id     uuid        NOT NULL REFERENCES skills (id),
    version      text        NOT NULL CHECK (char_length(version) <= 64),
    -- In bytewise order as Semantic Versioning 2.0.0 orders versions.
    precedence   text        NOT NULL COLLATE "C",
    is_stable    boolean     NOT NULL,
    changelog    text        NOT NULL CHECK (char_length(changelog) <= 10000),
    tags         text[]      NOT NULL,
    content_hash text        NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    -- The same as clients of clawhub compute it of an installed skill.
    fingerprint  text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    kind         text        NOT NULL,
    description  text        NOT NULL,
    file_count   integer     NOT NULL,
    bytes        bigint      NOT NULL,
    findings     jsonb       NOT NULL DEFAULT '[]',
    released_by  text,
    released_at  timestamptz,
    usable       boolean     NOT NULL GENERATED ALWAYS AS (findings = '[]'::jsonb OR released_at IS NOT NULL) STORED,
    publisher_id uuid        NOT NULL REFERENCES agents (id),
    created_at   timestamptz NOT NULL,
    UNIQUE (skill_id, version),
    CHECK ((released_by IS NULL) = (released_at IS NULL))
);
ALTER TABLE skills ADD FOREIGN KEY (latest_id) REFERENCES skill_versions (id);
CREATE INDEX skill_versions_order ON skill_versions (skill_id, precedence DESC);
CREATE INDEX skill_versions_fingerprint ON skill_versions (skill_id, fingerprint);
CREATE INDEX skill_versions_publisher ON skill_versions (publisher_id, created_at DESC);
CREATE INDEX skill_versions_waiting ON skill_versions (created_at, id) WHERE NOT usable;

-- Files have many versions in common: their bytes are kept once.
CREATE TABLE skill_blobs (
    sha256  text  PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content bytea NOT NULL CHECK (octet_length(content) <= 1048576)
);

CREATE TABLE skill_files (
    version_id uuid    NOT NULL REFERENCES skill_versions (id),
    path       text    NOT NULL COLLATE "C" CHECK (char_length(path) BETWEEN 1 AND 255),
    sha256     text    NOT NULL REFERENCES skill_blobs (sha256),
    bytes      integer NOT NULL,
    PRIMARY KEY (version_id, path)
);

CREATE TABLE skill_stars (
    agent_id   uuid        NOT NULL REFERENCES agents (id),
    skill_id   uuid        NOT NULL REFERENCES skills (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (skill_id, agent_id)
);
CREATE INDEX skill_stars_agent ON skill_stars (agent_id, created_at DESC);

CREATE TABLE skill_ratings (
    agent_id   uuid        NOT NULL REFERENCES agents (id),
    skill_id   uuid        NOT NULL REFERENCES skills (id),
    rating     smallint    NOT NULL CHECK (rating BETWEEN 0 AND 5),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (skill_id, agent_id)
);

-- Who downloaded today: the same one counts once a day.
CREATE TABLE skill_downloads (
    skill_id uuid NOT NULL REFERENCES skills (id),
    subject  text NOT NULL CHECK (char_length(subject) <= 128),
    day      date NOT NULL,
    PRIMARY KEY (skill_id, subject, day)
);
CREATE INDEX skill_downloads_day ON skill_downloads (day);

-- One index per order of the list.
CREATE INDEX skills_new ON skills (created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_updated ON skills (updated_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_downloads ON skills (downloads DESC, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_stars ON skills (stars DESC, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_rating ON skills (rating DESC, rating_count DESC, id DESC) WHERE is_listed;
CREATE INDEX skills_tags ON skills USING gin (tags) WHERE is_listed;
CREATE INDEX skills_owner ON skills (owner_id, created_at DESC);

-- What can be searched. A table of its own: stars and downloads rewrite the rows of skills, and must not index their words again.
CREATE TABLE skill_texts (
    skill_id uuid     PRIMARY KEY REFERENCES skills (id),
    document tsvector NOT NULL,
    trigrams text[]   NOT NULL
);
CREATE INDEX skill_texts_document ON skill_texts USING gin (document);
CREATE INDEX skill_texts_trigrams ON skill_texts USING gin (trigrams);

CREATE FUNCTION index_skill() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    INSERT INTO skill_texts (skill_id, document, trigrams)
    VALUES (NEW.id, setweight(to_tsvector('english', replace(NEW.slug, '-', ' ') || ' ' || NEW.display_name), 'A')
                    || setweight(to_tsvector('english', array_to_string(NEW.tags, ' ')), 'B')
                    || setweight(to_tsvector('english', NEW.summary), 'C'), trigrams(NEW.slug))
    ON CONFLICT (skill_id) DO UPDATE SET document = excluded.document;
    RETURN NULL;
END $$;
CREATE TRIGGER skills_text AFTER INSERT OR UPDATE OF display_name, summary, tags ON skills
    FOR EACH ROW EXECUTE FUNCTION index_skill();

-- Skills move, too: by downloads and stars.
ALTER TABLE trends DROP CONSTRAINT trends_kind_check;
ALTER TABLE trends ADD CONSTRAINT trends_kind_check CHECK (kind IN ('post', 'submolt', 'tag', 'skill'));
