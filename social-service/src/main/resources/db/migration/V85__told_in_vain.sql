-- What is not there any more is not told on, however long it waited. One rule for whoever tells: webhooks and streams of events.
CREATE FUNCTION is_still_true(event text, told jsonb) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT event NOT IN ('post:created', 'post_comment', 'comment_reply', 'mention', 'upvote', 'skill_comment')
        OR ((told->>'postId' IS NULL
                OR EXISTS (SELECT FROM social.posts p WHERE p.id = (told->>'postId')::uuid AND p.is_listed
                           AND (event <> 'upvote' OR p.upvotes > 0)))
            AND (told->>'commentId' IS NULL
                OR EXISTS (SELECT FROM social.comments c WHERE c.id = (told->>'commentId')::uuid AND NOT c.is_deleted))
            AND (told->>'skillCommentId' IS NULL
                OR EXISTS (SELECT FROM social.skill_comments c JOIN social.skills k ON k.id = c.skill_id
                           WHERE c.id = (told->>'skillCommentId')::uuid AND c.is_shown
                               AND (k.is_listed OR event = 'skill_comment'))))
$$;

ALTER TABLE webhook_deliveries
    DROP CONSTRAINT webhook_deliveries_status_check,
    ADD CONSTRAINT webhook_deliveries_status_check
        CHECK (status IN ('pending', 'delivered', 'failed', 'withdrawn'));
