package dev.tidepool.gateway.route;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import jakarta.inject.Singleton;

/** How long the gateway itself may take to answer, by the same classes as services. */
@Singleton
public class TimeLimits {

    private final Upstreams upstreams;
    private final ProxyConfig config;

    TimeLimits(Upstreams upstreams, ProxyConfig config) {
        this.upstreams = upstreams;
        this.config = config;
    }

    /** A limit that holds until it is met. */
    public interface Limit {

        /** What it waited for has happened. Harmless when repeated. */
        void met();
    }

    /** Runs {@code missed} on the present event loop once the time is up, unless the limit is met before. */
    public Limit begin(TimeoutClass timeout, Runnable missed) {
        return upstreams.lane().deadlines().after(config.timeoutOf(timeout), missed)::met;
    }

    /** What a client is told then. */
    public static Problem missed() {
        return Problem.of(CommonError.TIMEOUT, "The answer was not ready in time. Try again.");
    }
}
