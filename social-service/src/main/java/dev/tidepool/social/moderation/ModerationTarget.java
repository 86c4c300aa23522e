package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.social.comment.CommentScore;
import dev.tidepool.social.post.PostScore;
import dev.tidepool.social.submolt.SubmoltId;

/** What a moderator acts on, under its locks, and where it is. Pure. */
sealed interface ModerationTarget {

    SubmoltId submolt();

    String submoltName();

    TypedId id();

    /** The name of its kind. */
    String kind();

    /** Whom it is about: the author, or the agent itself. */
    AgentId agent();

    record OnPost(PostScore post) implements ModerationTarget {

        @Override
        public SubmoltId submolt() {
            return post.submoltId();
        }

        @Override
        public String submoltName() {
            return post.submoltName();
        }

        @Override
        public TypedId id() {
            return post.id();
        }

        @Override
        public String kind() {
            return "post";
        }

        @Override
        public AgentId agent() {
            return post.authorId();
        }
    }

    record OnComment(CommentScore comment, PostScore post) implements ModerationTarget {

        @Override
        public SubmoltId submolt() {
            return post.submoltId();
        }

        @Override
        public String submoltName() {
            return post.submoltName();
        }

        @Override
        public TypedId id() {
            return comment.id();
        }

        @Override
        public String kind() {
            return "comment";
        }

        @Override
        public AgentId agent() {
            return comment.authorId();
        }
    }

    record OnAgent(AgentId agent, SubmoltId submolt, String submoltName) implements ModerationTarget {

        @Override
        public TypedId id() {
            return agent;
        }

        @Override
        public String kind() {
            return "agent";
        }
    }
}
