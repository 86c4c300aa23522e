-- What moved a subject within each window, kept up to date: the top of a list is read from an index, however much moves.

-- From which hour on a window counts.
CREATE TABLE trend_windows (
    time_window text        PRIMARY KEY,
    length      interval    NOT NULL,
    start       timestamptz NOT NULL
);
INSERT INTO trend_windows (time_window, length, start)
SELECT name, length, date_trunc('hour', now(), 'UTC') - length
FROM (VALUES ('hour', interval '1 hour'), ('day', interval '24 hours'), ('week', interval '168 hours')) AS windows (name, length);

CREATE TABLE trend_sums (
    time_window text   NOT NULL REFERENCES trend_windows,
    kind        text   NOT NULL,
    subject     text   COLLATE "C" NOT NULL,
    weight      bigint NOT NULL,
    PRIMARY KEY (time_window, kind, subject)
);
CREATE INDEX trend_sums_top ON trend_sums (time_window, kind, weight DESC, subject DESC) WHERE weight > 0;

-- Whoever adds to trends adds to the sums, and waits for whoever moves a window on; rows are written in the order of their keys.
CREATE FUNCTION sum_new_trends() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    PERFORM FROM trend_windows ORDER BY time_window FOR SHARE;
    INSERT INTO trend_sums AS s (time_window, kind, subject, weight)
    SELECT w.time_window, m.kind, m.subject, sum(m.weight)
    FROM moved m JOIN trend_windows w ON m.hour >= w.start
    GROUP BY w.time_window, m.kind, m.subject
    ORDER BY w.time_window, m.kind, m.subject COLLATE "C"
    ON CONFLICT (time_window, kind, subject) DO UPDATE SET weight = s.weight + excluded.weight;
    RETURN NULL;
END $$;

CREATE FUNCTION sum_changed_trends() RETURNS trigger LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    PERFORM FROM trend_windows ORDER BY time_window FOR SHARE;
    INSERT INTO trend_sums AS s (time_window, kind, subject, weight)
    SELECT w.time_window, m.kind, m.subject, sum(m.weight - b.weight)
    FROM moved m JOIN was b USING (kind, subject, hour) JOIN trend_windows w ON m.hour >= w.start
    GROUP BY w.time_window, m.kind, m.subject
    ORDER BY w.time_window, m.kind, m.subject COLLATE "C"
    ON CONFLICT (time_window, kind, subject) DO UPDATE SET weight = s.weight + excluded.weight;
    RETURN NULL;
END $$;

CREATE TRIGGER trends_sum_new AFTER INSERT ON trends REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION sum_new_trends();
CREATE TRIGGER trends_sum_changed AFTER UPDATE ON trends REFERENCING NEW TABLE AS moved OLD TABLE AS was
    FOR EACH STATEMENT EXECUTE FUNCTION sum_changed_trends();

-- Takes out of the windows what has left them by this time. What is not in the table by now is not in the sums either.
CREATE FUNCTION shift_trend_windows(at timestamptz) RETURNS void LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
DECLARE
    late trend_windows;
    first timestamptz;
BEGIN
    FOR late IN SELECT * FROM trend_windows WHERE start < date_trunc('hour', at, 'UTC') - length ORDER BY time_window FOR UPDATE LOOP
        first := date_trunc('hour', at, 'UTC') - late.length;
        INSERT INTO trend_sums AS s (time_window, kind, subject, weight)
        SELECT late.time_window, t.kind, t.subject, -sum(t.weight) FROM trends t
        WHERE t.hour >= late.start AND t.hour < first
        GROUP BY t.kind, t.subject ORDER BY t.kind, t.subject COLLATE "C"
        ON CONFLICT (time_window, kind, subject) DO UPDATE SET weight = s.weight + excluded.weight;
        UPDATE trend_windows SET start = first WHERE time_window = late.time_window;
        DELETE FROM trend_sums WHERE time_window = late.time_window AND weight = 0;
    END LOOP;
END $$;

-- Counts all again: for rows that were written past the triggers.
CREATE FUNCTION recount_trend_sums() RETURNS void LANGUAGE plpgsql SET search_path = social, pg_catalog AS $$
BEGIN
    PERFORM FROM trend_windows ORDER BY time_window FOR UPDATE;
    DELETE FROM trend_sums;
    INSERT INTO trend_sums (time_window, kind, subject, weight)
    SELECT w.time_window, t.kind, t.subject, sum(t.weight) FROM trends t JOIN trend_windows w ON t.hour >= w.start
    GROUP BY w.time_window, t.kind, t.subject HAVING sum(t.weight) <> 0;
END $$;
SELECT recount_trend_sums();
