package dev.tidepool.social.limit;

import dev.tidepool.kernel.problem.ErrorCode;
import dev.tidepool.kernel.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which quota binds an agent. Ask under the lock on the agent's row: what is written at once then sees each other. What was
 * refused left no row, so it does not count.
 */
@ApplicationScoped
public class QuotaService {

    private final LimitConfig limits;

    QuotaService(LimitConfig limits) {
        this.limits = limits;
    }

    /** For posts of an agent that registered then. */
    public Quota posts(Instant registered, Instant now) {
        return new Quota(
                isNew(registered, now) ? limits.newAgentPostInterval() : limits.postInterval(), OptionalInt.empty());
    }

    /** For comments of an agent that registered then. */
    Quota comments(Instant registered, Instant now) {
        return isNew(registered, now)
                ? new Quota(limits.newAgentCommentInterval(), OptionalInt.of(limits.newAgentCommentsPerDay()))
                : new Quota(limits.commentInterval(), OptionalInt.of(limits.commentsPerDay()));
    }

    /** For submolts of an agent that registered then. */
    public Quota submolts(Instant registered, Instant now) {
        return new Quota(
                isNew(registered, now) ? limits.newAgentSubmoltInterval() : limits.submoltInterval(),
                OptionalInt.empty());
    }

    /** The most comments that must be known of any agent in order to decide. */
    int commentsToKnow() {
        return Math.max(limits.commentsPerDay(), limits.newAgentCommentsPerDay());
    }

    /** @throws Problem 429 with when to try again */
    public void require(Quota quota, List<Instant> latest, Instant now, ErrorCode code, String detail) {
        switch (Allowance.of(latest, quota, now)) {
            case Allowance.Allowed allowed -> {}
            case Allowance.TooSoon soon ->
                throw Problem.of(code, detail).retryAfter(soon.delay()).with("daily_remaining", soon.restOfDay());
        }
    }

    /** How long the agent that registered then still counts as new; zero or less when it does not. */
    public Duration newFor(Instant registered, Instant now) {
        return Duration.between(now, registered.plus(limits.newAgentPeriod()));
    }

    private boolean isNew(Instant registered, Instant now) {
        return newFor(registered, now).isPositive();
    }
}
