package dev.tidepool.staking.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** One RPC node: its connections, its breaker, and the rest it has asked for. */
final class RpcEndpoint {

    private final int index;
    private final RpcExchange exchange;
    private final ObjectMapper json;
    private final RpcTelemetry telemetry;
    private final ChainConfig config;
    private final Clock clock;
    private final TypedGuard<Uni<JsonNode>> breaker;
    private volatile Instant restsUntil = Instant.MIN;

    RpcEndpoint(
            int index,
            RpcExchange exchange,
            ObjectMapper json,
            RpcTelemetry telemetry,
            ChainConfig config,
            Clock clock) {
        this.index = index;
        this.exchange = exchange;
        this.json = json;
        this.telemetry = telemetry;
        this.config = config;
        this.clock = clock;
        this.breaker = TypedGuard.create(new TypeLiteral<Uni<JsonNode>>() {})
                .withDescription("rpc-" + index)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breaker().requestVolume())
                .failureRatio(config.breaker().failureRatio())
                .delay(config.breaker().delay().toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof RpcFailure.Endpoint endpoint
                        && endpoint.kind().ill())
                .done()
                .build();
    }

    /** The place in the configured list; 0 is the primary. */
    int index() {
        return index;
    }

    /** How long it still is to be left alone; zero or less: not at all. */
    Duration rest() {
        Instant until = restsUntil;
        return until.equals(Instant.MIN) ? Duration.ZERO : Duration.between(clock.instant(), until);
    }

    Uni<JsonNode> call(RpcRequest request) {
        return telemetry
                .observe(index, request.method(), () -> breaker.get(() -> exchange(request)))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new RpcFailure.Endpoint(Kind.BREAKER_OPEN, "breaker open"))
                .onFailure(RpcFailure.Endpoint.class)
                .invoke(this::restAfter);
    }

    Future<Void> close() {
        return exchange.close();
    }

    private Uni<JsonNode> exchange(RpcRequest request) {
        return Uni.createFrom()
                .completionStage(() -> exchange.post(encode(request)).toCompletionStage())
                .map(answer -> answer.result(json));
    }

    private Buffer encode(RpcRequest request) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(request.toJson()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a call of plain values", impossible);
        }
    }

    private void restAfter(RpcFailure.Endpoint failure) {
        if (failure.kind() == Kind.RATE_LIMITED) {
            Duration asked = failure.retryAfter().orElse(config.defaultRest());
            Duration rest = asked.compareTo(config.maxRest()) > 0 ? config.maxRest() : asked;
            restsUntil = clock.instant().plus(rest);
        }
    }
}
