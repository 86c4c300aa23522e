package dev.tidepool.gateway.route;

import io.vertx.core.http.HttpClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What one event loop sends requests with. Each has connections of its own, so that a request and the service's answer stay on
 * one thread and no thread wakes another.
 */
final class Lane {

    private final HttpClient client;
    private final Deadlines deadlines;
    private final Map<Upstream, Balancer> balancers = new EnumMap<>(Upstream.class);
    private final Map<Upstream, RetryBudget> budgets = new EnumMap<>(Upstream.class);

    Lane(
            HttpClient client,
            Deadlines deadlines,
            Function<Upstream, Balancer> balancer,
            Function<Upstream, RetryBudget> budget) {
        this.client = client;
        this.deadlines = deadlines;
        for (Upstream upstream : Upstream.values()) {
            balancers.put(upstream, balancer.apply(upstream));
            budgets.put(upstream, budget.apply(upstream));
        }
    }

    HttpClient client() {
        return client;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Balancer balancer(Upstream upstream) {
        return Objects.requireNonNull(balancers.get(upstream));
    }

    RetryBudget budget(Upstream upstream) {
        return Objects.requireNonNull(budgets.get(upstream));
    }
}
