-- Which chain a cluster is, by the genesis hash that its first endpoint told last: other endpoints are held to it while that one is away.
CREATE TABLE chains (
    cluster      text        PRIMARY KEY CHECK (cluster ~ '^[a-z0-9-]{1,32}$'),
    genesis_hash text        NOT NULL CHECK (char_length(genesis_hash) BETWEEN 32 AND 44),
    told_at      timestamptz NOT NULL DEFAULT now()
);
