-- The best of a stretch of time are the best of its days: few entries are read of each, however good older posts are.
CREATE INDEX posts_day_top ON posts
    (((created_at AT TIME ZONE 'UTC')::date), score DESC, created_at DESC, id DESC) WHERE is_listed;
CREATE INDEX posts_submolt_day_top ON posts
    (submolt_id, ((created_at AT TIME ZONE 'UTC')::date), score DESC, created_at DESC, id DESC) WHERE is_listed;
