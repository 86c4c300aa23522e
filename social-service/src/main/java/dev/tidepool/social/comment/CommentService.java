package dev.tidepool.social.comment;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.ban.BanService;
import dev.tidepool.social.challenge.Challenge;
import dev.tidepool.social.challenge.ChallengeKind;
import dev.tidepool.social.challenge.ChallengeService;
import dev.tidepool.social.content.ContentService;
import dev.tidepool.social.content.Fingerprint;
import dev.tidepool.social.limit.CommentTurnService;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostScore;
import dev.tidepool.social.post.PostScoreService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes and deletes comments: row, counters and event in one transaction, in the lock order post, comment, agent. Whatever
 * moves a tree holds its post's lock.
 */
@ApplicationScoped
class CommentService {

    private static final Logger LOG = Logger.getLogger(CommentService.class);
    private static final String COMMENTS = "tidepool.social.comments";

    private final Pool pool;
    private final CommentRepository comments;
    private final CommentRemovalService removals;
    private final PostScoreService posts;
    private final AuthorService authors;
    private final CommentTextService texts;
    private final CommentTurnService turns;
    private final BanService bans;
    private final ContentService contents;
    private final ChallengeService challenges;
    private final CommentPublicationService publications;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final CommentConfig limits;
    private final MeterRegistry metrics;

    CommentService(
            Pool pool,
            CommentRepository comments,
            CommentRemovalService removals,
            PostScoreService posts,
            AuthorService authors,
            CommentTextService texts,
            CommentTurnService turns,
            BanService bans,
            ContentService contents,
            ChallengeService challenges,
            CommentPublicationService publications,
            OutboxRelay relay,
            Uuid7Generator ids,
            CommentConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.comments = comments;
        this.removals = removals;
        this.posts = posts;
        this.authors = authors;
        this.texts = texts;
        this.turns = turns;
        this.bans = bans;
        this.contents = contents;
        this.challenges = challenges;
        this.publications = publications;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /**
     * The comment, and the challenge that its author must pass before others see it, if there is one. Fails with 400, 403 for a locked post, 404 for the post or the parent, 409 for what was said
     * before, or 429 when the agent comments too often.
     */
    Uni<WrittenComment> create(AgentId agent, PostId post, CommentRequest request) {
        NewComment comment = NewComment.of(request, texts);
        CommentId id = ids.next(CommentId::new);
        return contents.fingerprint(comment.content()).chain(said -> create(agent, post, id, comment, said));
    }

    private Uni<WrittenComment> create(AgentId agent, PostId post, CommentId id, NewComment comment, Fingerprint said) {
        return pool.withTransaction(transaction -> admit(transaction, agent, post, comment)
                        .call(admission -> bans.requireWelcome(
                                transaction, agent, admission.post().submoltId(), admission.now()))
                        .call(admission -> contents.requireNew(transaction, agent, said, admission.now()))
                        .chain(admission -> store(transaction, scoreOf(id, comment, admission), admission)))
                .invoke(challenge -> written(challenge.isPresent() ? "held" : "created", id, agent))
                .chain(challenge ->
                        read(id, Optional.of(agent)).map(written -> new WrittenComment(written, challenge)));
    }

    /** A comment, deleted or not, as a reader sees it. Fails with 404. */
    Uni<Comment> read(CommentId id, Optional<AgentId> reader) {
        return comments.byId(id, reader).map(found -> found.orElseThrow(() -> CommentScoreService.notFound(id)));
    }

    /** Fails with 404, or 403 when another agent wrote it. */
    Uni<Void> delete(AgentId agent, CommentId id) {
        return pool.withTransaction(transaction -> publications
                        .withdraw(transaction, id, agent)
                        .chain(held -> held ? Uni.createFrom().voidItem() : remove(transaction, agent, id)))
                .invoke(() -> written("deleted", id, agent));
    }

    private Uni<Void> remove(SqlConnection transaction, AgentId agent, CommentId id) {
        return removals.lock(transaction, id)
                .invoke(found -> requireAuthor(agent, found.comment()))
                .chain(found -> removals.remove(transaction, found.comment(), false, DatabaseTime.now()));
    }

    /** What was checked under the locks on post, parent and author. */
    private record Admission(PostScore post, Optional<CommentScore> parent, Author author, Instant now) {}

    /** The reads travel together, in the lock order; what the agent wrote is read after its lock. */
    private Uni<Admission> admit(SqlConnection transaction, AgentId agent, PostId post, NewComment comment) {
        return Uni.combine()
                .all()
                .unis(
                        posts.lock(transaction, post),
                        parentOf(transaction, comment),
                        authors.lock(transaction, agent),
                        turns.latest(transaction, agent))
                .asTuple()
                .map(read -> {
                    Admission admission =
                            new Admission(read.getItem1(), read.getItem2(), read.getItem3(), DatabaseTime.now());
                    requirePlace(admission);
                    turns.require(admission.author().registered(), read.getItem4(), admission.now());
                    return admission;
                });
    }

    private Uni<Optional<CommentScore>> parentOf(SqlConnection transaction, NewComment comment) {
        return comment.parent()
                .map(id -> comments.lock(transaction, id)
                        .map(found -> Optional.of(found.orElseThrow(() -> CommentScoreService.notFound(id)))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private void requirePlace(Admission admission) {
        CommentPublicationService.requireOpen(admission.post());
        admission.parent().ifPresent(parent -> {
            if (!parent.post().equals(admission.post().id())) {
                throw Problem.of(
                                CommentError.PARENT_OF_ANOTHER_POST,
                                "The comment of parent_id is on another post: answer it there.")
                        .with("field", "parent_id");
            }
            if (parent.depth() >= limits.maxDepth()) {
                throw Problem.of(
                                CommentError.COMMENT_TOO_DEEP,
                                "Replies nest at most " + limits.maxDepth() + " deep: answer a comment further up.")
                        .with("field", "parent_id");
            }
        });
    }

    private static CommentScore scoreOf(CommentId id, NewComment comment, Admission admission) {
        Author author = admission.author();
        return new CommentScore(
                id,
                admission.post().id(),
                comment.parent(),
                admission.parent().map(CommentScore::root).orElse(id),
                admission.parent().map(parent -> parent.depth() + 1).orElse(0),
                comment.content(),
                author.id(),
                author.organization(),
                author.name(),
                0,
                0,
                admission.now());
    }

    private Uni<Optional<Challenge>> store(SqlConnection transaction, CommentScore comment, Admission admission) {
        return challenges
                .demand(transaction, comment.authorId(), ChallengeKind.COMMENT, comment.id(), admission.now())
                .call(challenge -> challenge.isPresent()
                        ? comments.insert(transaction, comment, true)
                        : publish(transaction, comment, admission));
    }

    private Uni<Void> publish(SqlConnection transaction, CommentScore comment, Admission admission) {
        Uni<Void> countReply = comment.parent()
                .map(parent -> comments.countReply(transaction, parent))
                .orElseGet(() -> Uni.createFrom().voidItem());
        return Uni.combine()
                .all()
                .unis(
                        comments.insert(transaction, comment, false),
                        countReply,
                        publications.publish(
                                transaction, comment, admission.post(), admission.parent(), admission.now()))
                .discardItems();
    }

    private static void requireAuthor(AgentId agent, CommentScore comment) {
        if (!comment.authorId().equals(agent)) {
            throw Problem.of(CommentError.COMMENT_NOT_YOURS, "You can delete only comments of your own.");
        }
    }

    private void written(String action, CommentId comment, AgentId agent) {
        relay.wake();
        metrics.counter(COMMENTS, "action", action).increment();
        LOG.infof("event=comment_%s comment=%s agent=%s", action, comment, agent);
    }
}
