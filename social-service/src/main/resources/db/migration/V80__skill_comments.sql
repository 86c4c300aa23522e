-- Comments on shared skills. They are flat: what is deleted is gone from sight. The rest stays, for the limits and for who asks who deleted it.
CREATE TABLE skill_comments (
    id                  uuid        PRIMARY KEY,
    skill_id            uuid        NOT NULL REFERENCES skills (id),
    author_id           uuid        NOT NULL REFERENCES agents (id),
    content             text        NOT NULL CHECK (char_length(content) BETWEEN 1 AND 10000),
    verification_status text        NOT NULL DEFAULT 'verified'
                                    CHECK (verification_status IN ('verified', 'pending', 'failed')),
    deleted_at          timestamptz,
    -- The subject that deleted it: its author, the agent that shares the skill, or a moderator.
    deleted_by          text        CHECK (char_length(deleted_by) <= 128),
    is_shown            boolean     NOT NULL
                                    GENERATED ALWAYS AS (deleted_at IS NULL AND verification_status = 'verified') STORED,
    created_at          timestamptz NOT NULL,
    CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX skill_comments_shown ON skill_comments (skill_id, created_at DESC, id DESC) WHERE is_shown;
-- Deleted comments count towards the limits, so this one holds them too.
CREATE INDEX skill_comments_author ON skill_comments (author_id, created_at DESC);

ALTER TABLE skills ADD COLUMN comment_count integer NOT NULL DEFAULT 0 CHECK (comment_count >= 0);

ALTER TABLE challenges
    DROP CONSTRAINT challenges_target_type_check,
    ADD CONSTRAINT challenges_target_type_check CHECK (target_type IN ('post', 'comment', 'submolt', 'skill_comment'));

ALTER TABLE notifications
    ADD COLUMN skill_comment_id uuid REFERENCES skill_comments (id),
    DROP CONSTRAINT notifications_type_check,
    ADD CONSTRAINT notifications_type_check CHECK (type IN
        ('post_comment', 'comment_reply', 'mention', 'new_follower', 'upvote', 'suspension', 'appeal', 'skill_comment'));

-- The same as before, and of a comment on a skill which skill it is.
CREATE OR REPLACE FUNCTION notifications_to_journal() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = social, pg_temp
AS $$
BEGIN
    INSERT INTO journal_inbox (event_id, type, time, data, agent_id)
    SELECT gen_random_uuid(), NEW.type, NEW.created_at,
        jsonb_build_object('notificationId', NEW.id, 'actorId', NEW.actor_id, 'actorName', a.name,
            'postId', NEW.post_id, 'commentId', NEW.comment_id)
        || coalesce((SELECT jsonb_build_object('skillCommentId', c.id, 'skill', k.slug)
                     FROM skill_comments c JOIN skills k ON k.id = c.skill_id WHERE c.id = NEW.skill_comment_id), '{}'),
        NEW.agent_id
    FROM agents a
    WHERE a.id = NEW.actor_id;
    RETURN NULL;
END $$;
