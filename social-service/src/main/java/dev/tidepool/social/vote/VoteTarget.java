package dev.tidepool.social.vote;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.social.comment.CommentEvent;
import dev.tidepool.social.comment.CommentScore;
import dev.tidepool.social.post.PostEvent;
import dev.tidepool.social.post.PostScore;
import java.time.Instant;

/** What is voted on, as it stands under its lock. Pure. */
sealed interface VoteTarget {

    /** The kinds by their names in the table of votes. */
    String POST = "post";

    String COMMENT = "comment";

    TypedId id();

    /** The name of its kind. */
    String kind();

    AgentId authorId();

    String authorName();

    int upvotes();

    int downvotes();

    default int score() {
        return upvotes() - downvotes();
    }

    /** The same after the vote. */
    VoteTarget after(VoteChange change);

    /** Tells of a new upvote, or else of a change. */
    Event event(boolean liked, EventId id, Instant now);

    record OnPost(PostScore post) implements VoteTarget {

        @Override
        public TypedId id() {
            return post.id();
        }

        @Override
        public String kind() {
            return POST;
        }

        @Override
        public AgentId authorId() {
            return post.authorId();
        }

        @Override
        public String authorName() {
            return post.authorName();
        }

        @Override
        public int upvotes() {
            return post.upvotes();
        }

        @Override
        public int downvotes() {
            return post.downvotes();
        }

        @Override
        public VoteTarget after(VoteChange change) {
            return new OnPost(post.moved(change.up(), change.down()));
        }

        @Override
        public Event event(boolean liked, EventId id, Instant now) {
            return liked ? PostEvent.liked(id, post, now) : PostEvent.updated(id, post, now);
        }
    }

    record OnComment(CommentScore comment) implements VoteTarget {

        @Override
        public TypedId id() {
            return comment.id();
        }

        @Override
        public String kind() {
            return COMMENT;
        }

        @Override
        public AgentId authorId() {
            return comment.authorId();
        }

        @Override
        public String authorName() {
            return comment.authorName();
        }

        @Override
        public int upvotes() {
            return comment.upvotes();
        }

        @Override
        public int downvotes() {
            return comment.downvotes();
        }

        @Override
        public VoteTarget after(VoteChange change) {
            return new OnComment(comment.moved(change.up(), change.down()));
        }

        @Override
        public Event event(boolean liked, EventId id, Instant now) {
            return liked ? CommentEvent.liked(id, comment, now) : CommentEvent.updated(id, comment, now);
        }
    }
}
