package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Issues, rotates and ends agents' keys at the gateway. Every failure is a Problem; KEY_REFUSED, AGENT_LIMIT_REACHED and
 * KEY_ISSUER_UNREACHABLE mean that no key was issued, after KEY_ISSUER_FAILED one may exist.
 */
@ApplicationScoped
class GatewayClient {

    private static final String CALLS = "tidepool.social.gateway.calls";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final GatewayApi api;
    private final GatewayConfig config;
    private final MeterRegistry metrics;
    private final TypedGuard<Uni<AgentKey>> issuing;

    GatewayClient(@RestClient GatewayApi api, GatewayConfig config, MeterRegistry metrics) {
        this.api = api;
        this.config = config;
        this.metrics = metrics;
        this.issuing = guard(config);
    }

    /** A new key for the agent. Tried again only if the gateway was not reached at all. */
    Uni<AgentKey> issue(AgentId agent, String name, RelayedHeaders headers) {
        var order = new GatewayApi.KeyOrderView(agent.value(), name);
        return asked("issue", api.issue(headers.authorization(), headers.requestId(), order), GatewayClient::crowded);
    }

    /** A new text for the agent on its own word. Tried again only if the gateway was not reached at all. */
    Uni<AgentKey> rotate(AgentId agent, RelayedHeaders headers) {
        return asked(
                "rotate", api.rotate(headers.authorization(), headers.requestId(), agent), GatewayClient::rotating);
    }

    /** A new text for the agent on its owner's word. Tried again only if the gateway was not reached at all. */
    Uni<AgentKey> recover(AgentId agent, RelayedHeaders headers) {
        return asked(
                "recover", api.recover(headers.authorization(), headers.requestId(), agent), GatewayClient::rotating);
    }

    /** Ends the agent's key. Harmless to repeat. */
    Uni<Void> end(AgentId agent, RelayedHeaders headers) {
        return repeated("end", api.end(headers.authorization(), headers.requestId(), agent));
    }

    private Uni<AgentKey> asked(String call, Uni<AgentKey> key, Supplier<Problem> conflict) {
        return issuing.get(() -> key)
                .onFailure()
                .transform(failure -> explain(failure, conflict))
                .onItemOrFailure()
                .invoke((done, failure) -> count(call, failure == null));
    }

    /**
     * Revokes whatever key the agent has. Harmless to repeat, so it is tried again after any failure; and tried even while the
     * breaker refuses to issue, because it undoes what was done.
     */
    Uni<Void> revoke(AgentId agent, RelayedHeaders headers) {
        return repeated("revoke", api.revoke(headers.authorization(), headers.requestId(), agent));
    }

    private Uni<Void> repeated(String name, Uni<Void> call) {
        return call.ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .retry()
                .withBackOff(config.retryDelay())
                .atMost(config.maxRetries())
                .onFailure()
                .transform(failure -> explain(failure, GatewayClient::crowded))
                .onItemOrFailure()
                .invoke((done, failure) -> count(name, failure == null));
    }

    private static TypedGuard<Uni<AgentKey>> guard(GatewayConfig config) {
        return TypedGuard.create(new TypeLiteral<Uni<AgentKey>>() {})
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

    private static Problem explain(Throwable failure, Supplier<Problem> conflict) {
        if (failure instanceof WebApplicationException answered) {
            int status = answered.getResponse().getStatus();
            if (status == 401 || status == 403) {
                return Problem.of(AgentError.KEY_REFUSED, "The gateway does not give this caller a key.");
            }
            if (status == 409) {
                return conflict.get();
            }
        }
        boolean unasked = failure instanceof CircuitBreakerOpenException || neverArrived(failure);
        return Problem.of(
                        unasked ? AgentError.KEY_ISSUER_UNREACHABLE : AgentError.KEY_ISSUER_FAILED,
                        "The gateway issues no keys at the moment. Nothing changed; try again.")
                .retryAfter(RETRY_AFTER);
    }

    private static Problem crowded() {
        return Problem.of(
                AgentError.AGENT_LIMIT_REACHED,
                "Your organisation has as many agents as its tier allows. Revoke the key of one first.");
    }

    private static Problem rotating() {
        return Problem.of(
                AgentError.KEY_ROTATING,
                "The key before the present one works still. Wait until its 24 hours are over, or let your owner recover.");
    }

    private void count(String call, boolean succeeded) {
        metrics.counter(CALLS, "call", call, "outcome", succeeded ? "succeeded" : "failed")
                .increment();
    }
}
