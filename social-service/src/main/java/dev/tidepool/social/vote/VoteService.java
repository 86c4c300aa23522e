package dev.tidepool.social.vote;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.follow.FollowService;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.post.PostId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Casts votes. The row lock of what is voted on orders the votes on it, so the totals are exact whatever happens at once.
 * Lock order: post or comment, then the author whose karma moves.
 */
@ApplicationScoped
class VoteService {

    private static final String VOTES = "tidepool.social.votes";

    private final Pool pool;
    private final VoteRepository votes;
    private final VoteTargetService targets;
    private final AuthorService authors;
    private final FollowService follows;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    VoteService(
            Pool pool,
            VoteRepository votes,
            VoteTargetService targets,
            AuthorService authors,
            FollowService follows,
            NotificationService notifications,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.votes = votes;
        this.targets = targets;
        this.authors = authors;
        this.follows = follows;
        this.notifications = notifications;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 404 for the post, 400 for one's own, 403 for an agent that is not registered. */
    Uni<VoteView> vote(AgentId agent, PostId post, Ballot ballot) {
        return vote(new Poll(agent, VoteTarget.POST, post, transaction -> targets.lock(transaction, post)), ballot);
    }

    /** Fails with 404 for the comment, 400 for one's own, 403 for an agent that is not registered. */
    Uni<VoteView> vote(AgentId agent, CommentId comment, Ballot ballot) {
        return vote(
                new Poll(agent, VoteTarget.COMMENT, comment, transaction -> targets.lock(transaction, comment)),
                ballot);
    }

    /** Who votes on what, and how that is locked. */
    private record Poll(AgentId voter, String kind, TypedId target, Function<SqlConnection, Uni<VoteTarget>> lock) {}

    /** What the ballot does, and what was voted on after it. */
    private record Turn(VoteChange change, VoteTarget target) {}

    private Uni<VoteView> vote(Poll poll, Ballot ballot) {
        return pool.withTransaction(transaction ->
                        decide(transaction, poll, ballot).call(turn -> store(transaction, poll.voter(), turn)))
                .invoke(this::counted)
                .chain(turn -> viewOf(poll.voter(), turn));
    }

    /** The reads travel together; the vote has a statement of its own because it must see what the lock waited for. */
    private Uni<Turn> decide(SqlConnection transaction, Poll poll, Ballot ballot) {
        return Uni.combine()
                .all()
                .unis(
                        poll.lock().apply(transaction),
                        votes.find(transaction, poll.voter(), poll.kind(), poll.target()),
                        authors.active(transaction, poll.voter()))
                .asTuple()
                .map(read -> {
                    requireOther(poll.voter(), read.getItem1());
                    VoteChange change = VoteChange.of(read.getItem2(), ballot);
                    return new Turn(change, read.getItem1().after(change));
                });
    }

    /** Read after the transaction: a second connection must not be waited for while one is held. */
    private Uni<VoteView> viewOf(AgentId agent, Turn turn) {
        return follows.followed(Optional.of(agent), List.of(turn.target().authorId()))
                .map(followed -> VoteView.of(turn.change(), turn.target(), !followed.isEmpty()));
    }

    private static void requireOther(AgentId agent, VoteTarget target) {
        if (target.authorId().equals(agent)) {
            throw Problem.of(VoteError.SELF_VOTE, "You cannot vote on a " + target.kind() + " of your own.");
        }
    }

    private Uni<Void> store(SqlConnection transaction, AgentId agent, Turn turn) {
        VoteTarget target = turn.target();
        Instant now = DatabaseTime.now();
        Uni<Void> vote = turn.change()
                .after()
                .map(ballot -> votes.put(transaction, agent, target.kind(), target.id(), ballot, now))
                .orElseGet(() -> votes.delete(transaction, agent, target.kind(), target.id()));
        return Uni.combine()
                .all()
                .unis(
                        vote,
                        targets.store(transaction, target),
                        authors.addKarma(
                                transaction, target.authorId(), turn.change().score()),
                        outbox.append(transaction, eventOf(turn, now)),
                        tellAuthor(transaction, agent, turn, now))
                .discardItems();
    }

    /** Votes on comments are many and say little: nobody is told of those. */
    private Uni<Void> tellAuthor(SqlConnection transaction, AgentId voter, Turn turn, Instant now) {
        VoteTarget target = turn.target();
        return isUpvote(turn) && target.kind().equals(VoteTarget.POST)
                ? notifications.upvoted(transaction, target.id(), voter, target.authorId(), now)
                : Uni.createFrom().voidItem();
    }

    private static boolean isUpvote(Turn turn) {
        return turn.change().after().filter(Ballot.UP::equals).isPresent();
    }

    private Event eventOf(Turn turn, Instant now) {
        return turn.target().event(isUpvote(turn), ids.next(EventId::new), now);
    }

    private void counted(Turn turn) {
        relay.wake();
        metrics.counter(
                        VOTES,
                        "action",
                        turn.change().action(),
                        "target",
                        turn.target().kind())
                .increment();
    }
}
