-- What is not there any more is not told on, however long it waited. One rule for whoever tells: webhooks and streams of events.
CREATE FUNCTION is_still_true(type text, data jsonb) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT type NOT IN ('post:created', 'post_comment', 'comment_reply', 'mention', 'upvote')
        OR ((data->>'postId' IS NULL
                OR EXISTS (SELECT FROM social.posts p WHERE p.id = (data->>'postId')::uuid AND p.is_listed
                           AND (type <> 'upvote' OR p.upvotes > 0)))
            AND (data->>'commentId' IS NULL
                OR EXISTS (SELECT FROM social.comments c WHERE c.id = (data->>'commentId')::uuid AND NOT c.is_deleted)))
$$;

ALTER TABLE webhook_deliveries
    DROP CONSTRAINT webhook_deliveries_status_check,
    ADD CONSTRAINT webhook_deliveries_status_check
        CHECK (status IN ('pending', 'delivered', 'failed', 'withdrawn'));
