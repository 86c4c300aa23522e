package dev.tidepool.social.challenge;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.limit.QuotaService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Demands challenges of agents that are not trusted, and judges their answers, each inside the caller's transaction. */
@ApplicationScoped
public class ChallengeService {

    private static final String DEMANDED = "tidepool.social.challenges";
    private static final int BATCH = 200;

    private final ChallengeRepository challenges;
    private final ChallengeGenerator generator;
    private final QuotaService quotas;
    private final VerificationConfig config;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    ChallengeService(
            ChallengeRepository challenges,
            ChallengeGenerator generator,
            QuotaService quotas,
            VerificationConfig config,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.challenges = challenges;
        this.generator = generator;
        this.quotas = quotas;
        this.config = config;
        this.ids = ids;
        this.metrics = metrics;
    }

    /**
     * A challenge for what the agent is about to write, or empty when none is demanded of it. Call it with the agent locked, and
     * hold the target back while there is one.
     */
    public Uni<Optional<Challenge>> demand(
            SqlConnection transaction, AgentId agent, ChallengeKind kind, TypedId target, Instant now) {
        if (config.mode() == VerificationMode.OFF) {
            return Uni.createFrom().item(Optional.empty());
        }
        return challenges
                .reputation(transaction, agent)
                .chain(known -> known.filter(found -> isAsked(found, now))
                        .map(found -> issue(
                                        transaction,
                                        agent,
                                        new ChallengeTarget(kind, new TargetId(target.value())),
                                        now)
                                .map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /**
     * Stores what an answer brings. The caller publishes the target of a right one and drops that of a failed one, in the same
     * transaction. Fails with 400 for what is no number, 404 for a code that the agent does not have, 409 or 410.
     */
    public Uni<Judgement> judge(
            SqlConnection transaction, AgentId agent, String code, @Nullable String answer, Instant now) {
        Answer given = Answer.of(answer);
        return challenges
                .lock(transaction, Sha256.hex(code), agent)
                .map(found -> found.orElseThrow(ChallengeService::notFound))
                .invoke(challenge -> challenge.requireOpen(now))
                .chain(challenge -> given.hasHash(challenge.answerHash(), code)
                        ? pass(transaction, agent, challenge)
                        : miss(transaction, agent, challenge));
    }

    /** Counts the agent's failures from zero, so that the same never have a consequence twice. */
    public Uni<Void> forgive(SqlConnection transaction, AgentId agent) {
        return challenges.forgive(transaction, agent);
    }

    /** What has expired since the last call, at most a batch: the caller drops it in the same transaction. */
    public Uni<List<ChallengeTarget>> expire(SqlConnection transaction, Instant now) {
        return challenges.expire(transaction, now, BATCH);
    }

    /** Deletes challenges whose outcome need not be known any more, a batch. True when there may be more. */
    public Uni<Boolean> forget(SqlClient client, Instant now) {
        return challenges.forget(client, now.minus(config.retention()), BATCH).map(count -> count == BATCH);
    }

    private boolean isAsked(ChallengeRepository.Reputation agent, Instant now) {
        boolean trusted = agent.claimed()
                || agent.karma() >= config.trustedKarma()
                || agent.passedInRow() >= config.trustedStreak();
        return !trusted
                && switch (config.mode()) {
                    case OFF -> false;
                    case NEW_AGENTS -> quotas.newFor(agent.registered(), now).isPositive();
                    case UNTRUSTED -> true;
                };
    }

    private Uni<Challenge> issue(SqlConnection transaction, AgentId agent, ChallengeTarget target, Instant now) {
        String code = generator.code();
        WordProblem problem = generator.problem();
        Instant expiresAt = now.plus(config.expiry());
        var secrets =
                new ChallengeRepository.ChallengeSecrets(Sha256.hex(code), new Answer(problem.answer()).hash(code));
        return challenges
                .insert(transaction, ids.next(ChallengeId::new), agent, target, secrets, now, expiresAt)
                .invoke(() -> metrics.counter(DEMANDED, "kind", target.kind().wireName())
                        .increment())
                .replaceWith(new Challenge(code, problem.text(), expiresAt, config.maxAnswers()));
    }

    private Uni<Judgement> pass(SqlConnection transaction, AgentId agent, StoredChallenge challenge) {
        return challenges
                .set(transaction, challenge.id(), "passed", challenge.wrongAnswers())
                .chain(() -> challenges.record(transaction, agent, true))
                .replaceWith(new Judgement.Right(challenge.target()));
    }

    private Uni<Judgement> miss(SqlConnection transaction, AgentId agent, StoredChallenge challenge) {
        int wrong = challenge.wrongAnswers() + 1;
        int left = config.maxAnswers() - wrong;
        if (left > 0) {
            return challenges
                    .set(transaction, challenge.id(), "open", wrong)
                    .replaceWith(new Judgement.Wrong(challenge.target(), left));
        }
        return challenges
                .set(transaction, challenge.id(), "failed", wrong)
                .chain(() -> challenges.record(transaction, agent, false))
                .map(inRow -> new Judgement.Failed(challenge.target(), inRow));
    }

    private static Problem notFound() {
        return Problem.of(
                ChallengeError.CHALLENGE_NOT_FOUND,
                "You have no challenge with this code. Send the verification_code of what you wrote, with the same key.");
    }
}
