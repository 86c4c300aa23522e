package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.quarkus.runtime.Shutdown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Calls the cluster: each call begins at the first endpoint that is not resting and goes on to the next when one cannot
 * answer. All calls may be repeated, sending a transaction included: its signature makes it the same one.
 */
@ApplicationScoped
class RpcClient {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final List<RpcEndpoint> endpoints;
    private final AtomicInteger serving = new AtomicInteger();

    RpcClient(Vertx vertx, ChainConfig config, ObjectMapper json, RpcTelemetry telemetry) {
        List<URI> urls = config.rpcUrls().orElse(List.of());
        this.endpoints = IntStream.range(0, urls.size())
                .mapToObj(index -> new RpcEndpoint(
                        index,
                        new RpcExchange(vertx, urls.get(index), config),
                        json,
                        telemetry,
                        config,
                        Clock.systemUTC()))
                .toList();
    }

    boolean isConfigured() {
        return !endpoints.isEmpty();
    }

    /** The endpoint that answered last. */
    int serving() {
        return serving.get();
    }

    /**
     * The call's result.
     *
     * <p>Fails with a Problem when no endpoint can answer, and with {@link RpcFailure.Preflight} when a transaction did not
     * pass.
     */
    Uni<JsonNode> call(RpcRequest request) {
        return Uni.createFrom()
                .deferred(() -> attempt(request, plan()))
                .onFailure(RpcFailure.Refused.class)
                .transform(ChainError::refused);
    }

    @Shutdown
    void close() {
        endpoints.forEach(RpcEndpoint::close);
    }

    private List<RpcEndpoint> plan() {
        if (!isConfigured()) {
            throw ChainError.notConfigured();
        }
        List<RpcEndpoint> awake = endpoints.stream()
                .filter(endpoint -> !endpoint.rest().isPositive())
                .toList();
        // A lone endpoint gets a second try: a kept-alive connection may have been closed under the first.
        return awake.size() == 1 ? List.of(awake.getFirst(), awake.getFirst()) : awake;
    }

    private Uni<JsonNode> attempt(RpcRequest request, List<RpcEndpoint> plan) {
        if (plan.isEmpty()) {
            return Uni.createFrom().failure(ChainError.unavailable(shortestRest()));
        }
        RpcEndpoint endpoint = plan.getFirst();
        return endpoint.call(request)
                .invoke(() -> serving.set(endpoint.index()))
                .onFailure(RpcFailure.Endpoint.class)
                .recoverWithUni(failure -> attempt(request, rest(plan, failure)));
    }

    private static List<RpcEndpoint> rest(List<RpcEndpoint> plan, RpcFailure.Endpoint failure) {
        boolean again = failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.BAD_ANSWER;
        return plan.stream()
                .skip(1)
                .filter(next -> next != plan.getFirst() || again)
                .toList();
    }

    private Duration shortestRest() {
        return endpoints.stream()
                .map(RpcEndpoint::rest)
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(RETRY_AFTER);
    }
}
