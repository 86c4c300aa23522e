package dev.tidepool.social.vote;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.TwoFlights;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.agent.NotActive;
import dev.tidepool.social.follow.FollowService;
import dev.tidepool.social.notification.NotificationService;
import dev.tidepool.social.vote.VoteOutcome.Counted;
import dev.tidepool.social.vote.VoteOutcome.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores votes on one target, in one transaction: as if they were cast one after the other. The row lock of the target orders
 * batches, so the totals are exact whatever happens at once. Lock order: target, then the author whose karma moves.
 */
@ApplicationScoped
class VoteBatchService {

    private final Pool pool;
    private final VoteRepository votes;
    private final VoteTargetService targets;
    private final AuthorService authors;
    private final FollowService follows;
    private final NotificationService notifications;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    VoteBatchService(
            Pool pool,
            VoteRepository votes,
            VoteTargetService targets,
            AuthorService authors,
            FollowService follows,
            NotificationService notifications,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.pool = pool;
        this.votes = votes;
        this.targets = targets;
        this.authors = authors;
        this.follows = follows;
        this.notifications = notifications;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
    }

    /** What became of each, in their order. Fails with 404 for the target. */
    Uni<List<VoteOutcome>> store(Poll poll, List<WaitingVote> batch) {
        return TwoFlights.transaction(
                        pool,
                        transaction -> count(transaction, poll, batch),
                        (transaction, count) -> writes(transaction, poll, count))
                .invoke(relay::wake)
                .map(Count::outcomes);
    }

    /** The votes have a statement of their own because it must see what the lock waited for. */
    private Uni<Count> count(SqlConnection transaction, Poll poll, List<WaitingVote> batch) {
        Set<AgentId> voters = new LinkedHashSet<>();
        batch.forEach(vote -> voters.add(vote.voter()));
        return Uni.combine()
                .all()
                .unis(
                        targets.lock(transaction, poll),
                        votes.find(transaction, voters, poll),
                        authors.activeAmong(transaction, voters))
                .asTuple()
                .map(read -> new Count(read.getItem1(), read.getItem2(), read.getItem3()))
                .invoke(count -> batch.forEach(count::add));
    }

    /** Votes as they are counted, one after the other. */
    private static final class Count {
        private final VoteTarget before;
        private final Map<AgentId, Ballot> known;
        private final Set<AgentId> active;
        private final Map<AgentId, Optional<Ballot>> standing = new HashMap<>();
        private final List<AgentId> upvoters = new ArrayList<>();
        private final List<VoteOutcome> outcomes = new ArrayList<>();
        private VoteTarget target;
        private Set<AgentId> followers = Set.of();

        Count(VoteTarget target, Map<AgentId, Ballot> known, Set<AgentId> active) {
            this.before = target;
            this.target = target;
            this.known = known;
            this.active = active;
        }

        void add(WaitingVote vote) {
            outcomes.add(refusal(vote.voter()).<VoteOutcome>map(Refused::new).orElseGet(() -> counted(vote)));
        }

        private Optional<RuntimeException> refusal(AgentId voter) {
            if (voter.equals(target.authorId())) {
                return Optional.of(
                        Problem.of(VoteError.SELF_VOTE, "You cannot vote on a " + target.kind() + " of your own."));
            }
            return active.contains(voter) ? Optional.empty() : Optional.of(new NotActive(voter));
        }

        private Counted counted(WaitingVote vote) {
            Optional<Ballot> cast = standing.getOrDefault(vote.voter(), Optional.ofNullable(known.get(vote.voter())));
            VoteChange change = VoteChange.of(cast, vote.ballot());
            target = target.after(change);
            standing.put(vote.voter(), change.after());
            Counted counted = new Counted(vote.voter(), change, target);
            if (counted.isUpvote()) {
                upvoters.remove(vote.voter());
                upvoters.add(vote.voter());
            }
            return counted;
        }

        List<VoteOutcome> outcomes() {
            return outcomes.stream()
                    .map(outcome -> outcome instanceof Counted counted ? counted.knowing(followers) : outcome)
                    .toList();
        }

        /**
         * Whose upvotes the author is told of. Votes on comments are many and say little: nobody is told of those. The row
         * names the last; the one before makes it new.
         */
        private List<AgentId> toldOf() {
            return target.kind().equals(VoteTarget.POST)
                    ? upvoters.subList(Math.max(0, upvoters.size() - 2), upvoters.size())
                    : List.of();
        }

        private List<Counted> all() {
            return outcomes.stream()
                    .filter(Counted.class::isInstance)
                    .map(Counted.class::cast)
                    .toList();
        }
    }

    private List<Uni<Void>> writes(SqlConnection transaction, Poll poll, Count count) {
        if (count.standing.isEmpty()) {
            return List.of();
        }
        Instant now = DatabaseTime.now();
        List<Event> events = count.all().stream()
                .map(counted -> counted.target().event(counted.isUpvote(), ids.next(EventId::new), now))
                .toList();
        List<Uni<Void>> writes = new ArrayList<>(List.of(
                votes.put(transaction, count.standing, poll, now),
                votes.delete(transaction, count.standing, poll),
                targets.store(transaction, count.target),
                authors.addKarma(transaction, count.target.authorId(), count.target.score() - count.before.score()),
                outbox.appendAll(transaction, events),
                follows.followersAmong(transaction, count.target.authorId(), count.standing.keySet())
                        .invoke(followers -> count.followers = followers)
                        .replaceWithVoid()));
        count.toldOf()
                .forEach(voter -> writes.add(
                        notifications.upvoted(transaction, count.target.id(), voter, count.target.authorId(), now)));
        return writes;
    }
}
