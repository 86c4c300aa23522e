package dev.tidepool.social.vote;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.follow.FollowService;
import dev.tidepool.social.post.PostEvent;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostScore;
import dev.tidepool.social.post.PostScoreService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Casts votes. The post's row lock orders the votes on it, so the totals are exact whatever happens at once. */
@ApplicationScoped
class VoteService {

    private static final String VOTES = "tidepool.social.votes";

    private final Pool pool;
    private final VoteRepository votes;
    private final PostScoreService posts;
    private final AuthorService authors;
    private final FollowService follows;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    VoteService(
            Pool pool,
            VoteRepository votes,
            PostScoreService posts,
            AuthorService authors,
            FollowService follows,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.votes = votes;
        this.posts = posts;
        this.authors = authors;
        this.follows = follows;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 404 for the post, 400 for one's own, 403 for an agent that is not registered. */
    Uni<VoteView> vote(AgentId agent, PostId post, Ballot ballot) {
        return pool.withTransaction(transaction ->
                        decide(transaction, agent, post, ballot).call(turn -> store(transaction, agent, turn)))
                .invoke(turn -> counted(turn.change()))
                .chain(turn -> viewOf(agent, turn));
    }

    /** What the ballot does, and the post after it. */
    private record Turn(VoteChange change, PostScore post) {}

    /** The reads travel together; the vote has a statement of its own because it must see what the lock waited for. */
    private Uni<Turn> decide(SqlConnection transaction, AgentId agent, PostId post, Ballot ballot) {
        return Uni.combine()
                .all()
                .unis(
                        posts.lock(transaction, post),
                        votes.find(transaction, agent, post),
                        authors.requireActive(transaction, agent))
                .asTuple()
                .map(read -> {
                    requireOther(agent, read.getItem1());
                    VoteChange change = VoteChange.of(read.getItem2(), ballot);
                    return new Turn(change, read.getItem1().moved(change.up(), change.down()));
                });
    }

    /** Read after the transaction: a second connection must not be waited for while one is held. */
    private Uni<VoteView> viewOf(AgentId agent, Turn turn) {
        return follows.followed(Optional.of(agent), List.of(turn.post().authorId()))
                .map(followed -> VoteView.of(turn.change(), turn.post(), !followed.isEmpty()));
    }

    private static void requireOther(AgentId agent, PostScore post) {
        if (post.authorId().equals(agent)) {
            throw Problem.of(VoteError.SELF_VOTE, "You cannot vote on a post of your own.");
        }
    }

    private Uni<Void> store(SqlConnection transaction, AgentId agent, Turn turn) {
        PostScore post = turn.post();
        Instant now = DatabaseTime.now();
        Uni<Void> vote = turn.change()
                .after()
                .map(ballot -> votes.put(transaction, agent, post.id(), ballot, now))
                .orElseGet(() -> votes.delete(transaction, agent, post.id()));
        return Uni.combine()
                .all()
                .unis(
                        vote,
                        posts.store(transaction, post),
                        authors.addKarma(
                                transaction, post.authorId(), turn.change().score()),
                        outbox.append(transaction, eventOf(turn, now)))
                .discardItems();
    }

    private Event eventOf(Turn turn, Instant now) {
        boolean liked = turn.change().after().filter(Ballot.UP::equals).isPresent();
        EventId id = ids.next(EventId::new);
        return liked ? PostEvent.liked(id, turn.post(), now) : PostEvent.updated(id, turn.post(), now);
    }

    private void counted(VoteChange change) {
        relay.wake();
        metrics.counter(VOTES, "action", change.action()).increment();
    }
}
