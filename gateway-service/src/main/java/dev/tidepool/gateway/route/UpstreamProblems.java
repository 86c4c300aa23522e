package dev.tidepool.gateway.route;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.time.Duration;

/** What a client is told when a service does not answer as it should. */
final class UpstreamProblems {

    private static final Duration SOON = Duration.ofSeconds(1);

    private UpstreamProblems() {}

    /** 503 */
    static Problem unavailable(Upstream upstream, Duration retryAfter) {
        return Problem.unavailable("The " + upstream.wireName() + " service does not answer. Try again.", retryAfter)
                .with("upstream", upstream.wireName());
    }

    /** 503 for what the service was not asked: it has as much of it as it may. */
    static Problem full(Upstream upstream, Duration retryAfter) {
        return Problem.unavailable(
                        "The " + upstream.wireName() + " service has no room for more WebSockets.", retryAfter)
                .with("upstream", upstream.wireName());
    }

    /** 504 */
    static Problem timedOut(Upstream upstream) {
        return Problem.of(CommonError.TIMEOUT, "The " + upstream.wireName() + " service did not answer in time.")
                .with("upstream", upstream.wireName());
    }

    /** 503 for a connection that ended before the answer's head, 502 for a head that is none. */
    static Problem beforeHead(Upstream upstream, Throwable failure) {
        return isLost(failure)
                ? unavailable(upstream, SOON)
                : Problem.of(
                                CommonError.UPSTREAM_FAILED,
                                "The " + upstream.wireName() + " service gave an answer that cannot be read.")
                        .with("upstream", upstream.wireName());
    }

    static Problem slowBody() {
        return Problem.of(CommonError.REQUEST_TIMEOUT, "The body did not arrive in time. Send it faster.");
    }

    /** Whether the connection ended, rather than something unreadable having come. */
    static boolean isLost(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof IOException;
    }
}
