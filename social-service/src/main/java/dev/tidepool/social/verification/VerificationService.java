package dev.tidepool.social.verification;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.challenge.ChallengeError;
import dev.tidepool.social.challenge.ChallengeService;
import dev.tidepool.social.challenge.ChallengeTarget;
import dev.tidepool.social.challenge.Judgement;
import dev.tidepool.social.discipline.DisciplineService;
import dev.tidepool.social.input.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes answers to challenges. What an answer brings and what follows from it is one transaction, in the lock order challenge,
 * post, comment, agent, submolt or skill: of two right answers at once one publishes, the other finds the challenge used.
 */
@ApplicationScoped
class VerificationService {

    private static final Logger LOG = Logger.getLogger(VerificationService.class);
    private static final String ANSWERS = "tidepool.social.challenge.answers";
    private static final int MAX_CODE = 256;

    private final Pool pool;
    private final ChallengeService challenges;
    private final HeldBackService heldBack;
    private final DisciplineService discipline;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    VerificationService(
            Pool pool,
            ChallengeService challenges,
            HeldBackService heldBack,
            DisciplineService discipline,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.challenges = challenges;
        this.heldBack = heldBack;
        this.discipline = discipline;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /**
     * What was published. Fails with 400 for a wrong answer or none, 404 for a code that is not the agent's, 409 for one that was
     * answered, 410 for one whose time is over, or 403 when the agent may not publish it any more.
     */
    Uni<ChallengeTarget> answer(AgentId agent, VerifyRequest request) {
        String code = PlainText.required("verification_code", request.verificationCode(), MAX_CODE);
        return pool.withTransaction(transaction -> judge(transaction, agent, code, request))
                .invoke(judgement -> done(agent, judgement))
                .map(VerificationService::published);
    }

    private Uni<Judgement> judge(SqlConnection transaction, AgentId agent, String code, VerifyRequest request) {
        Instant now = DatabaseTime.now();
        return authors.active(transaction, agent)
                .chain(author -> challenges
                        .judge(transaction, agent, code, request.answer(), now)
                        .call(judgement -> follow(transaction, author, judgement, now)));
    }

    private Uni<Void> follow(SqlConnection transaction, Author author, Judgement judgement, Instant now) {
        return switch (judgement) {
            case Judgement.Right right ->
                heldBack.release(transaction, right.target(), author, now)
                        .chain(() -> tell(transaction, author, judgement, now));
            case Judgement.Wrong wrong -> Uni.createFrom().voidItem();
            case Judgement.Failed failed ->
                heldBack.drop(transaction, List.of(failed.target()))
                        .chain(() -> tell(transaction, author, judgement, now))
                        .chain(() -> discipline.challengesFailed(transaction, author, failed.inRow(), now))
                        .chain(suspended -> suspended
                                ? challenges.forgive(transaction, author.id())
                                : Uni.createFrom().voidItem());
        };
    }

    private Uni<Void> tell(SqlConnection transaction, Author author, Judgement judgement, Instant now) {
        boolean passed = judgement instanceof Judgement.Right;
        return outbox.append(
                transaction,
                VerificationEvent.decided(ids.next(EventId::new), passed, judgement.target(), author, now));
    }

    /** The transaction has stored what the answer cost before it is refused here. */
    private static ChallengeTarget published(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Right right -> right.target();
            case Judgement.Wrong wrong ->
                throw incorrect(
                        "That is wrong. You have " + wrong.triesLeft() + " of your tries left.", wrong.triesLeft());
            case Judgement.Failed failed ->
                throw incorrect(
                        "That is wrong, and was your last try: your "
                                + failed.target().kind().told() + " will not appear. Write it again for another"
                                + " challenge.",
                        0);
        };
    }

    private static Problem incorrect(String detail, int triesLeft) {
        return Problem.of(ChallengeError.INCORRECT_ANSWER, detail)
                .with("field", "answer")
                .with("attempts_remaining", triesLeft);
    }

    private void done(AgentId agent, Judgement judgement) {
        relay.wake();
        metrics.counter(ANSWERS, "outcome", judgement.outcome()).increment();
        LOG.infof(
                "event=challenge_answered outcome=%s %s=%s agent=%s",
                judgement.outcome(),
                judgement.target().kind().wireName(),
                judgement.target().id(),
                agent);
    }
}
