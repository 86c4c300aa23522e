package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the connection stands. A state's methods are the only ways on from it. Pure. */
sealed interface LinkState {

    /** The name on the wire. */
    String name();

    Instant since();

    /** Why the last connection was not made, or ended. */
    Optional<LinkError> lastError();

    /** What a request is told in this state, or nothing when there is a connection. */
    Optional<Problem> refusal(Instant now);

    /** Nothing is configured. */
    record Disabled(Instant since) implements LinkState {
        @Override
        public String name() {
            return "disabled";
        }

        @Override
        public Optional<LinkError> lastError() {
            return Optional.empty();
        }

        @Override
        public Optional<Problem> refusal(Instant now) {
            return Optional.of(Problem.of(
                    OpenClawError.OPENCLAW_DISABLED,
                    "No OpenClaw gateway is configured. The operator has to set TIDEPOOL_OPENCLAW_URL."));
        }
    }

    /**
     * A connection is being made.
     *
     * @param attempt from 0, since the last connection
     */
    record Connecting(Instant since, int attempt, Optional<LinkError> lastError) implements LinkState {
        @Override
        public String name() {
            return "connecting";
        }

        @Override
        public Optional<Problem> refusal(Instant now) {
            return Optional.of(OpenClawFailure.unavailable(
                    "The OpenClaw gateway is being connected to.", Optional.of(Duration.ofSeconds(1))));
        }

        Connected connected(Hello hello, Instant now) {
            return new Connected(now, hello, lastError);
        }

        Waiting failed(Problem problem, Duration wait, Instant now) {
            return Waiting.after(problem, attempt + 1, wait, now);
        }
    }

    record Connected(Instant since, Hello hello, Optional<LinkError> lastError) implements LinkState {
        @Override
        public String name() {
            return "connected";
        }

        @Override
        public Optional<Problem> refusal(Instant now) {
            return Optional.empty();
        }

        Waiting lost(Problem problem, Duration wait, Instant now) {
            return Waiting.after(problem, 0, wait, now);
        }
    }

    /**
     * No connection, until the next attempt.
     *
     * @param refused whether the operator has to change something before an attempt can succeed
     */
    record Waiting(Instant since, int attempt, LinkError error, Instant retryAt, boolean refused) implements LinkState {

        private static Waiting after(Problem problem, int attempt, Duration wait, Instant now) {
            return new Waiting(
                    now, attempt, new LinkError(problem, now), now.plus(wait), OpenClawFailure.needsOperator(problem));
        }

        @Override
        public String name() {
            return refused ? "refused" : "waiting";
        }

        @Override
        public Optional<LinkError> lastError() {
            return Optional.of(error);
        }

        @Override
        public Optional<Problem> refusal(Instant now) {
            Problem problem = error.problem();
            return Optional.of(
                    refused
                            ? problem
                            : OpenClawFailure.unavailable(
                                    "The OpenClaw gateway is not connected. " + problem.detail(),
                                    Optional.of(Duration.between(now, retryAt))));
        }

        Connecting retry(Instant now) {
            return new Connecting(now, attempt, Optional.of(error));
        }
    }
}
