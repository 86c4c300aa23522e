package dev.tidepool.gateway.route;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that one request is sent to, one after the other, until one answers or trying again is not allowed. Lives on the
 * request's event loop.
 */
final class Attempts {

    /** RFC 9110, section 9.2.2: doing it twice is as good as doing it once. */
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final Endpoints endpoints;
    private final Balancer balancer;
    private final RetryBudget budget;
    private final ProxyConfig.RetryConfig config;

    private Balancer.@Nullable Slot slot;
    private int count;

    Attempts(Endpoints endpoints, Balancer balancer, RetryBudget budget, ProxyConfig.RetryConfig config) {
        this.endpoints = endpoints;
        this.balancer = balancer;
        this.budget = budget;
        this.config = config;
    }

    /** Chooses where to send the request next, not where it has just failed if there is another address. */
    Endpoint next(long now) {
        Balancer.Slot before = slot;
        release();
        if (count == 0) {
            budget.earn();
        }
        count++;
        Balancer.Slot taken = balancer.take(now, before);
        slot = taken;
        return taken.endpoint();
    }

    /** How often the request was sent before: 0 for the first time. */
    int retries() {
        return count - 1;
    }

    /** Whether a request that was sent, but of whose answer nothing came, may be sent again. */
    boolean mayRepeat(HttpMethod method, boolean hasBody, long now) {
        return IDEMPOTENT.contains(method) && !hasBody && mayTryAgain(now);
    }

    /** Whether a request that never left may be sent; whatever it is, nobody has seen it. */
    boolean mayTryAgain(long now) {
        if (count > config.attempts()) {
            return false;
        }
        if (!budget.spend(now)) {
            endpoints.retryDenied();
            return false;
        }
        endpoints.retrySent();
        return true;
    }

    /**
     * How long to wait before the next attempt, spread at random so that clients that failed together do not return together.
     *
     * @param chance 0 to 1
     */
    Duration pause(double chance) {
        double most = config.pause().toMillis() * (double) (1 << Math.min(retries(), 8));
        return Duration.ofMillis(1 + Math.round(most * chance));
    }

    /** There was no answer, and no further attempt: the client gets this status. */
    void gaveUp(int status) {
        endpoints.failed(status);
    }

    void brokeOff() {
        endpoints.brokeOff();
    }

    void succeeded() {
        if (slot != null) {
            slot.endpoint().succeeded();
        }
    }

    void failed(long now) {
        if (slot != null) {
            slot.endpoint().failed(now);
        }
    }

    /** The request is over. Harmless when repeated. */
    void end() {
        release();
        slot = null;
    }

    private void release() {
        if (slot != null) {
            slot.release();
        }
    }
}
