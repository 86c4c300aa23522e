-- What is going on, counted as it happens. Each change of a visible post leaves what it adds to and takes from the totals, in its
-- own transaction; a job folds those changes into the totals. So nothing counts twice, and nothing that comes late is missed.

-- Hundredths from -100 to 100; null until it was measured.
ALTER TABLE posts ADD COLUMN sentiment smallint CHECK (sentiment BETWEEN -100 AND 100);
CREATE INDEX posts_unmeasured ON posts (created_at) WHERE sentiment IS NULL AND is_listed;

CREATE TABLE post_changes (
    id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day        date    NOT NULL,
    author_id  uuid    NOT NULL,
    submolt_id uuid    NOT NULL,
    posts      integer NOT NULL,
    engagement integer NOT NULL,
    measured   integer NOT NULL,
    sentiment  integer NOT NULL,
    positive   integer NOT NULL,
    negative   integer NOT NULL
);

-- Engagement is votes and comments. Sentiment is a sum of hundredths; from 5 on a post is positive, from -5 down negative.
CREATE TABLE daily_activity (
    day        date   PRIMARY KEY,
    posts      bigint NOT NULL,
    engagement bigint NOT NULL,
    measured   bigint NOT NULL,
    sentiment  bigint NOT NULL,
    positive   bigint NOT NULL,
    negative   bigint NOT NULL
);

CREATE TABLE agent_activity (
    author_id  uuid   PRIMARY KEY,
    posts      bigint NOT NULL,
    engagement bigint NOT NULL,
    measured   bigint NOT NULL,
    sentiment  bigint NOT NULL,
    positive   bigint NOT NULL,
    negative   bigint NOT NULL
);
CREATE INDEX agent_activity_top ON agent_activity (engagement DESC, author_id);

CREATE TABLE submolt_activity (
    submolt_id uuid   PRIMARY KEY,
    posts      bigint NOT NULL,
    engagement bigint NOT NULL,
    measured   bigint NOT NULL,
    sentiment  bigint NOT NULL,
    positive   bigint NOT NULL,
    negative   bigint NOT NULL
);
CREATE INDEX submolt_activity_top ON submolt_activity (engagement DESC, submolt_id);

CREATE FUNCTION log_post_changes() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    INSERT INTO post_changes (day, author_id, submolt_id, posts, engagement, measured, sentiment, positive, negative)
    SELECT * FROM (
        SELECT (created_at AT TIME ZONE 'UTC')::date, author_id, submolt_id, sum(sign) AS posts,
            sum(sign * (upvotes + downvotes + comment_count)) AS engagement,
            coalesce(sum(sign) FILTER (WHERE sentiment IS NOT NULL), 0) AS measured,
            coalesce(sum(sign * sentiment), 0) AS sentiment,
            coalesce(sum(sign) FILTER (WHERE sentiment >= 5), 0) AS positive,
            coalesce(sum(sign) FILTER (WHERE sentiment <= -5), 0) AS negative
        FROM (SELECT *, 1 AS sign FROM added UNION ALL SELECT *, -1 FROM gone) AS moved
        WHERE is_listed
        GROUP BY 1, 2, 3
    ) AS change
    WHERE (posts, engagement, measured, sentiment, positive, negative) IS DISTINCT FROM (0, 0, 0, 0, 0, 0);
    RETURN NULL;
END $$;

CREATE FUNCTION log_new_posts() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    INSERT INTO post_changes (day, author_id, submolt_id, posts, engagement, measured, sentiment, positive, negative)
    SELECT (created_at AT TIME ZONE 'UTC')::date, author_id, submolt_id, 1, upvotes + downvotes + comment_count,
        (sentiment IS NOT NULL)::int, coalesce(sentiment, 0), coalesce(sentiment >= 5, FALSE)::int,
        coalesce(sentiment <= -5, FALSE)::int
    FROM added
    WHERE is_listed;
    RETURN NULL;
END $$;

CREATE TRIGGER new_posts_to_changes AFTER INSERT ON posts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION log_new_posts();
CREATE TRIGGER posts_to_changes AFTER UPDATE ON posts REFERENCING OLD TABLE AS gone NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION log_post_changes();

-- What was there before.
INSERT INTO post_changes (day, author_id, submolt_id, posts, engagement, measured, sentiment, positive, negative)
SELECT (created_at AT TIME ZONE 'UTC')::date, author_id, submolt_id, 1, upvotes + downvotes + comment_count, 0, 0, 0, 0
FROM posts
WHERE is_listed;
