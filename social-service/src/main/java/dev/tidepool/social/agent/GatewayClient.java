package dev.tidepool.social.agent;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Issues and revokes agents' keys at the gateway. Every failure is a Problem: 503 when the gateway cannot be reached or its
 * breaker is open, 502 when it answers with an error. After a failure to issue, the key may still exist: revoke it.
 */
@ApplicationScoped
class GatewayClient {

    private static final String CALLS = "tidepool.social.gateway.calls";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final TypeLiteral<Uni<AgentKey>> KEY = new TypeLiteral<>() {};
    private static final TypeLiteral<Uni<Void>> NOTHING = new TypeLiteral<>() {};

    private final GatewayApi api;
    private final GatewayConfig config;
    private final MeterRegistry metrics;
    private final Guard guard;

    GatewayClient(@RestClient GatewayApi api, GatewayConfig config, MeterRegistry metrics) {
        this.api = api;
        this.config = config;
        this.metrics = metrics;
        this.guard = guard(config);
    }

    /** A new key for the agent. Retried only if the gateway was not reached at all. */
    Uni<AgentKey> issue(UUID agent, String name, RelayedHeaders headers) {
        var order = new GatewayApi.KeyOrder(agent, name);
        return guard.get(() -> api.issue(headers.authorization(), headers.requestId(), order), KEY)
                .onFailure()
                .transform(GatewayClient::explain)
                .onItemOrFailure()
                .invoke((key, failure) -> count("issue", failure == null));
    }

    /** Revokes whatever key the agent has. Harmless to repeat, so it is retried after any failure. */
    Uni<Void> revoke(UUID agent, RelayedHeaders headers) {
        return Uni.createFrom()
                .deferred(
                        () -> guard.get(() -> api.revoke(headers.authorization(), headers.requestId(), agent), NOTHING))
                .onFailure()
                .retry()
                .withBackOff(config.retryDelay())
                .atMost(config.maxRetries())
                .onFailure()
                .transform(GatewayClient::explain)
                .onItemOrFailure()
                .invoke((done, failure) -> count("revoke", failure == null));
    }

    private static Guard guard(GatewayConfig config) {
        return Guard.create()
                .withDescription("gateway")
                .withRetry()
                .maxRetries(config.maxRetries())
                .delay(config.retryDelay().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.retryDelay().toMillis() / 2, ChronoUnit.MILLIS)
                .whenException(GatewayClient::neverArrived)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breakerFailures())
                .failureRatio(1.0)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .when(GatewayClient::isTheGatewaysFault)
                .done()
                .withTimeout()
                .duration(config.timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    private static boolean neverArrived(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(ConnectException.class::isInstance);
    }

    private static boolean isTheGatewaysFault(Throwable failure) {
        return !(failure instanceof WebApplicationException answered)
                || answered.getResponse().getStatus() >= 500;
    }

    private static Problem explain(Throwable failure) {
        if (failure instanceof WebApplicationException answered) {
            int status = answered.getResponse().getStatus();
            return status == 403
                    ? Problem.forbidden("The gateway does not let this caller register agents.")
                    : Problem.of(
                            CommonError.UPSTREAM_FAILED, "The gateway answered " + status + " to the key request.");
        }
        return Problem.unavailable("The gateway cannot issue keys at the moment. Try again.", RETRY_AFTER);
    }

    private void count(String call, boolean succeeded) {
        metrics.counter(CALLS, "call", call, "outcome", succeeded ? "succeeded" : "failed")
                .increment();
    }
}
