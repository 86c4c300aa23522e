-- After every start: with pgvector the database itself finds near vectors. It may have been installed since the last one.
DO $do$
DECLARE
    place text;
BEGIN
    IF to_regprocedure('social.nearest(bytea, text[], bigint, integer)') IS NOT NULL
            OR NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
        RETURN;
    END IF;
    BEGIN
        CREATE EXTENSION IF NOT EXISTS vector SCHEMA social;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'pgvector is available, but this role may not install it: CREATE EXTENSION vector';
        RETURN;
    END;
    SELECT quote_ident(n.nspname) INTO place
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector';

    EXECUTE format($make$
        CREATE FUNCTION social.as_vector(numbers bytea) RETURNS %1$s.vector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $f$
            SELECT array_agg((CASE WHEN n > 127 THEN n - 256 ELSE n END)::real ORDER BY i)::%1$s.vector
            FROM (SELECT i, get_byte(numbers, i) AS n FROM generate_series(0, 383) i) bytes
        $f$;
        ALTER TABLE social.embeddings
            ADD COLUMN meaning %1$s.vector(384) GENERATED ALWAYS AS (social.as_vector(vector)) STORED;
        CREATE INDEX embeddings_meaning ON social.embeddings USING hnsw (meaning %1$s.vector_cosine_ops);
        CREATE FUNCTION social.nearest(sought bytea, kinds text[], bound bigint, most integer)
            RETURNS TABLE (id uuid, kind text, similarity double precision)
            LANGUAGE sql STABLE SET hnsw.ef_search = 200 AS $f$
            SELECT e.id, e.kind, 1 - (e.meaning OPERATOR(%1$s.<=>) social.as_vector(sought))
            FROM social.embeddings e WHERE e.kind = ANY (kinds) AND e.seq <= bound
            ORDER BY e.meaning OPERATOR(%1$s.<=>) social.as_vector(sought) LIMIT most
        $f$;
    $make$, place);
END $do$;
