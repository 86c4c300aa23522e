package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.challenge.Challenge;
import dev.tidepool.social.challenge.ChallengeKind;
import dev.tidepool.social.challenge.ChallengeService;
import dev.tidepool.social.comment.CommentTextService;
import dev.tidepool.social.content.ContentService;
import dev.tidepool.social.content.Fingerprint;
import dev.tidepool.social.limit.CommentTurnService;
import dev.tidepool.social.skill.HeldSkillService;
import dev.tidepool.social.skill.HeldSkillService.Held;
import dev.tidepool.social.skill.SkillReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes and deletes comments on skills: row, counter, event and notifications in one transaction, in the lock order agent, skill, comment. */
@ApplicationScoped
class SkillCommentService {

    private static final Logger LOG = Logger.getLogger(SkillCommentService.class);
    private static final String COMMENTS = "tidepool.social.skills.comments";

    private final Pool pool;
    private final SkillCommentRepository comments;
    private final SkillCommentPublicationService publications;
    private final HeldSkillService skills;
    private final AuthorService authors;
    private final CommentTextService texts;
    private final ContentService contents;
    private final CommentTurnService turns;
    private final ChallengeService challenges;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    SkillCommentService(
            Pool pool,
            SkillCommentRepository comments,
            SkillCommentPublicationService publications,
            HeldSkillService skills,
            AuthorService authors,
            CommentTextService texts,
            ContentService contents,
            CommentTurnService turns,
            ChallengeService challenges,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.comments = comments;
        this.publications = publications;
        this.skills = skills;
        this.authors = authors;
        this.texts = texts;
        this.contents = contents;
        this.turns = turns;
        this.challenges = challenges;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /**
     * The comment, and the challenge that its author must pass before others see it, if there is one. Fails with 400, 404 for a skill
     * that the agent may not see, 409 for what was said before, or 429 when the agent comments too often.
     */
    Uni<WrittenSkillComment> create(AgentId agent, SkillReader reader, String slug, SkillCommentRequest request) {
        String content = texts.require(request.content());
        SkillCommentId id = ids.next(SkillCommentId::new);
        return contents.fingerprint(content)
                .chain(said -> pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(author -> skills.hold(transaction, reader, slug)
                                .call(held -> requireWelcome(held, author, said))
                                .chain(held -> store(held, author, id, content)))))
                .invoke(challenge -> written(challenge.isPresent() ? "held" : "created", id, reader))
                .chain(challenge -> comments.byId(id)
                        .map(Optional::orElseThrow)
                        .map(comment -> new WrittenSkillComment(comment, challenge)));
    }

    /** What the agent wrote is read after its lock: of several at once each sees those before. */
    private Uni<Void> requireWelcome(Held held, Author author, Fingerprint said) {
        SqlConnection transaction = held.transaction();
        return turns.latest(transaction, author.id())
                .invoke(latest -> turns.require(author.registered(), latest, held.now()))
                .chain(() -> contents.requireNew(transaction, author.id(), said, held.now()));
    }

    private Uni<Optional<Challenge>> store(Held held, Author author, SkillCommentId id, String content) {
        StoredSkillComment comment = new StoredSkillComment(id, author.id(), author.name(), content, false, held.now());
        return challenges
                .demand(held.transaction(), author.id(), ChallengeKind.SKILL_COMMENT, id, held.now())
                .call(challenge ->
                        comments.insert(held.transaction(), held.skill().id(), comment, challenge.isPresent()))
                .call(challenge ->
                        challenge.isPresent() ? Uni.createFrom().voidItem() : publications.publish(held, comment));
    }

    /** Fails with 404, or 403 for who neither wrote the comment nor shares the skill nor moderates. */
    Uni<Void> delete(SkillReader who, String slug, SkillCommentId id) {
        return pool.withTransaction(transaction -> lockAgent(transaction, who)
                        .chain(() -> skills.hold(transaction, who, slug))
                        .chain(held -> comments.lock(transaction, held.skill().id(), id)
                                .map(found -> found.filter(comment -> !comment.pending() || wrote(who, comment))
                                        .orElseThrow(
                                                () -> Problem.notFound(SkillCommentError.SKILL_COMMENT_NOT_FOUND, id)))
                                .invoke(comment -> requireRight(who, held, comment))
                                .chain(comment -> delete(held, comment, who))))
                .invoke(own -> written(own ? "deleted" : "removed", id, who))
                .replaceWithVoid();
    }

    private Uni<Void> lockAgent(SqlConnection transaction, SkillReader who) {
        return who.agent()
                .map(agent -> authors.lock(transaction, agent).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Whether the author did it. */
    private Uni<Boolean> delete(Held held, StoredSkillComment comment, SkillReader by) {
        return comments.delete(held.transaction(), comment.id(), by.subject(), held.now())
                .chain(() -> publications.withdraw(held, comment, by))
                .replaceWith(wrote(by, comment));
    }

    private static boolean wrote(SkillReader who, StoredSkillComment comment) {
        return who.agent().equals(Optional.of(comment.author()));
    }

    private static void requireRight(SkillReader who, Held held, StoredSkillComment comment) {
        if (!wrote(who, comment) && !who.owns(held.skill()) && !who.moderates()) {
            throw Problem.of(
                    SkillCommentError.SKILL_COMMENT_NOT_YOURS,
                    "You can delete comments of your own, and those on skills that you share.");
        }
    }

    private void written(String action, SkillCommentId comment, SkillReader by) {
        relay.wake();
        metrics.counter(COMMENTS, "action", action).increment();
        LOG.infof("event=skill_comment_%s comment=%s by=%s", action, comment, by.subject());
    }
}
