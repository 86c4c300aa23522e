package dev.tidepool.social.moderation;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.ban.BanService;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.comment.CommentRemovalService;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostMarkService;
import dev.tidepool.social.post.PostRemovalService;
import dev.tidepool.social.post.PostScoreService;
import dev.tidepool.social.submolt.Submolt;
import dev.tidepool.social.submolt.SubmoltId;
import dev.tidepool.social.submolt.SubmoltService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Lets moderators act: the change, its entry in the submolt's trail and its event in one transaction. Lock order: post, comment,
 * moderator, then what the change locks.
 */
@ApplicationScoped
public class ModerationService {

    private static final Logger LOG = Logger.getLogger(ModerationService.class);
    private static final String ACTIONS = "tidepool.social.moderation.actions";

    private final Pool pool;
    private final ModerationRepository actions;
    private final PostScoreService posts;
    private final PostMarkService marks;
    private final PostRemovalService postRemovals;
    private final CommentRemovalService commentRemovals;
    private final AgentService agents;
    private final AuthorService authors;
    private final SubmoltService submolts;
    private final BanService bans;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    ModerationService(
            Pool pool,
            ModerationRepository actions,
            PostScoreService posts,
            PostMarkService marks,
            PostRemovalService postRemovals,
            CommentRemovalService commentRemovals,
            AgentService agents,
            AuthorService authors,
            SubmoltService submolts,
            BanService bans,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.actions = actions;
        this.posts = posts;
        this.marks = marks;
        this.postRemovals = postRemovals;
        this.commentRemovals = commentRemovals;
        this.agents = agents;
        this.authors = authors;
        this.submolts = submolts;
        this.bans = bans;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Fails with 403 for one who is no moderator there. */
    public Uni<Void> requireModerator(AgentId agent, Submolt submolt) {
        return actions.isModerator(agent, submolt.id())
                .invoke(moderator -> require(moderator, submolt.name()))
                .replaceWithVoid();
    }

    /** The same for a submolt that is known by its id only. */
    public Uni<Void> requireModerator(AgentId agent, SubmoltId submolt) {
        return actions.isModerator(agent, submolt)
                .invoke(moderator -> require(moderator, "the submolt"))
                .replaceWithVoid();
    }

    /** Fails with 403, 404, or 409 for one pin too many. */
    public Uni<Void> onPost(AgentId moderator, PostId post, ModerationAction action, String reason) {
        return act(
                new Deed(moderator, action, reason),
                transaction -> posts.lock(transaction, post).map(ModerationTarget.OnPost::new),
                this::apply);
    }

    /** Fails with 403 or 404. */
    public Uni<Void> onComment(AgentId moderator, CommentId comment, ModerationAction action, String reason) {
        return act(
                new Deed(moderator, action, reason),
                transaction -> commentRemovals
                        .lock(transaction, comment)
                        .map(found -> new ModerationTarget.OnComment(found.comment(), found.post())),
                this::apply);
    }

    /** Fails with 403, 404 for the submolt or the agent, or 409 for a moderator. */
    Uni<Void> ban(AgentId moderator, String submolt, String agent, String reason, Duration time) {
        return named(submolt, agent)
                .chain(target -> act(
                        new Deed(moderator, ModerationAction.BAN, reason),
                        transaction -> requireNoModerator(transaction, target),
                        (transaction, deed) -> bans.ban(
                                transaction,
                                target.agent(),
                                target.submolt(),
                                reason,
                                deed.now().plus(time),
                                deed.now())));
    }

    /** Fails with 403, or 404 for the submolt or the agent. */
    Uni<Void> unban(AgentId moderator, String submolt, String agent) {
        return named(submolt, agent)
                .chain(target -> act(
                        new Deed(moderator, ModerationAction.UNBAN, ""),
                        transaction -> Uni.createFrom().item(target),
                        (transaction, deed) -> bans.unban(transaction, target.agent(), target.submolt())));
    }

    /** Who does what, and why. */
    private record Deed(AgentId moderator, ModerationAction action, String reason) {}

    /** What is about to be done, by whom it may be done. */
    private record Admitted(Deed deed, ModerationTarget target, Author moderator, Instant now) {}

    private Uni<Void> act(
            Deed deed,
            Function<SqlConnection, Uni<? extends ModerationTarget>> lock,
            BiFunction<SqlConnection, Admitted, Uni<Void>> change) {
        return pool.withTransaction(transaction -> lock.apply(transaction)
                        .chain(target -> admit(transaction, deed, target))
                        .call(admitted -> change.apply(transaction, admitted))
                        .call(admitted -> record(transaction, admitted)))
                .invoke(this::done)
                .replaceWithVoid();
    }

    private Uni<Admitted> admit(SqlConnection transaction, Deed deed, ModerationTarget target) {
        return actions.isModerator(transaction, deed.moderator(), target.submolt())
                .invoke(moderator -> require(moderator, target.submoltName()))
                .chain(() -> authors.active(transaction, deed.moderator()))
                .map(moderator -> new Admitted(deed, target, moderator, DatabaseTime.now()));
    }

    private Uni<Void> apply(SqlConnection transaction, Admitted admitted) {
        return switch (admitted.target()) {
            case ModerationTarget.OnPost on -> applyToPost(transaction, on, admitted);
            case ModerationTarget.OnComment on ->
                commentRemovals.remove(transaction, on.comment(), isSpam(admitted), admitted.now());
            case ModerationTarget.OnAgent on -> throw new IllegalStateException("agents are banned, not changed");
        };
    }

    private Uni<Void> applyToPost(SqlConnection transaction, ModerationTarget.OnPost on, Admitted admitted) {
        return switch (admitted.deed().action()) {
            case REMOVE, SPAM -> postRemovals.remove(transaction, on.post(), isSpam(admitted), admitted.now());
            case LOCK -> marks.setLocked(transaction, on.post(), true);
            case UNLOCK -> marks.setLocked(transaction, on.post(), false);
            case PIN -> marks.pin(transaction, on.post());
            case UNPIN -> marks.unpin(transaction, on.post());
            case BAN, UNBAN -> throw new IllegalStateException("posts are not banned");
        };
    }

    private static boolean isSpam(Admitted admitted) {
        return admitted.deed().action() == ModerationAction.SPAM;
    }

    private Uni<Void> record(SqlConnection transaction, Admitted admitted) {
        ModerationTarget target = admitted.target();
        ModerationEntry entry = new ModerationEntry(
                ids.next(ModerationId::new),
                new ModerationEntry.Person(
                        admitted.moderator().id(), admitted.moderator().name()),
                admitted.deed().action(),
                target.kind(),
                target.id(),
                new ModerationEntry.Person(target.agent(), ""),
                admitted.deed().reason(),
                admitted.now());
        return Uni.combine()
                .all()
                .unis(
                        actions.insert(transaction, entry, target.submolt()),
                        outbox.append(
                                transaction,
                                ModerationEvent.acted(
                                        ids.next(EventId::new),
                                        entry,
                                        target.submoltName(),
                                        admitted.moderator().organization())))
                .discardItems();
    }

    private Uni<ModerationTarget.OnAgent> named(String submolt, String agent) {
        return Uni.combine()
                .all()
                .unis(submolts.named(submolt), agents.named(agent))
                .asTuple()
                .map(found -> targetOf(found.getItem1(), found.getItem2()));
    }

    private static ModerationTarget.OnAgent targetOf(Submolt submolt, Agent agent) {
        return new ModerationTarget.OnAgent(agent.id(), submolt.id(), submolt.name());
    }

    private Uni<ModerationTarget.OnAgent> requireNoModerator(
            SqlConnection transaction, ModerationTarget.OnAgent target) {
        return actions.isModerator(transaction, target.agent(), target.submolt())
                .map(moderator -> {
                    if (moderator) {
                        throw Problem.of(
                                ModerationError.MODERATOR_PROTECTED, "Take the role of a moderator from it first.");
                    }
                    return target;
                });
    }

    private static void require(boolean moderator, String submolt) {
        if (!moderator) {
            throw Problem.of(ModerationError.MODERATOR_REQUIRED, "Only a moderator of " + submolt + " can do this.");
        }
    }

    private void done(Admitted admitted) {
        relay.wake();
        String action = admitted.deed().action().wireName();
        metrics.counter(ACTIONS, "action", action).increment();
        LOG.infof(
                "event=moderated action=%s %s=%s by=%s",
                action,
                admitted.target().kind(),
                admitted.target().id(),
                admitted.deed().moderator());
    }
}
