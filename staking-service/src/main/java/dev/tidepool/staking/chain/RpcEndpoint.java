package dev.tidepool.staking.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.staking.chain.RpcFailure.Kind;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** One RPC node: its connections, its breaker, how far it is, and the rest it has asked for. */
final class RpcEndpoint {

    private final int index;
    private final RpcExchange exchange;
    private final ObjectMapper json;
    private final RpcTelemetry telemetry;
    private final ChainConfig config;
    private final SlotWatch slots;
    private final Genesis genesis;
    private final InstantSource clock;
    private final Latency latency = new Latency();
    private final TypedGuard<Uni<Object>> breaker;
    private volatile Instant restsUntil = Instant.MIN;
    private volatile CircuitBreakerState breakerState = CircuitBreakerState.CLOSED;

    RpcEndpoint(
            int index,
            RpcExchange exchange,
            ObjectMapper json,
            RpcTelemetry telemetry,
            ChainConfig config,
            SlotWatch slots,
            Genesis genesis,
            InstantSource clock) {
        this.index = index;
        this.exchange = exchange;
        this.json = json;
        this.telemetry = telemetry;
        this.config = config;
        this.slots = slots;
        this.genesis = genesis;
        this.clock = clock;
        this.breaker = TypedGuard.create(new TypeLiteral<Uni<Object>>() {})
                .withDescription("rpc-" + telemetry.cluster() + "-" + index)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breaker().requestVolume())
                .failureRatio(config.breaker().failureRatio())
                .delay(config.breaker().delay().toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof RpcFailure.Endpoint endpoint
                        && endpoint.kind().ill())
                .onStateChange(state -> breakerState = state)
                .done()
                .build();
        telemetry.watch(this);
    }

    /** How it is; the worst that is true. */
    enum State {
        WELL,
        /** It is of another chain than the first endpoint, and is not asked. */
        OTHER_CHAIN,
        /** Too many slots behind another. */
        BEHIND,
        /** It failed too often, and is not asked but for a trial. */
        BROKEN,
        /** It asked to be left alone. */
        RESTING,
        /** It has not told its chain, or which one is meant is not known: a stand-in is not asked before. */
        UNKNOWN_CHAIN;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    State state() {
        if (isOfOtherChain()) {
            return State.OTHER_CHAIN;
        }
        if (isResting()) {
            return State.RESTING;
        }
        if (breakerState != CircuitBreakerState.CLOSED) {
            return State.BROKEN;
        }
        if (!isOfMeantChain()) {
            return State.UNKNOWN_CHAIN;
        }
        return isBehind() ? State.BEHIND : State.WELL;
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

    boolean isResting() {
        return rest().isPositive();
    }

    /** Whether it may be asked: the first endpoint, and those that are known to be of the same chain. */
    boolean isOfMeantChain() {
        return genesis.isMeant(index);
    }

    boolean isOfOtherChain() {
        return genesis.isOther(index);
    }

    boolean isBehind() {
        return slots.lags(index);
    }

    /** At least; empty when unknown. */
    OptionalLong slotLag() {
        return slots.lag(index);
    }

    /** Of its answers, a moving average; empty before the first. */
    OptionalDouble latencySeconds() {
        return latency.seconds();
    }

    /** @param reader of the result; what it cannot read is the endpoint's fault, and another may do better */
    @SuppressWarnings("unchecked") // The guard's type is fixed when it is made; what comes out is what the reader gave.
    <T> Uni<T> call(RpcRequest request, Function<JsonNode, T> reader) {
        return telemetry
                .observe(index, request.method(), () -> breaker.get(() -> exchange(request, reader)))
                .map(value -> (T) value)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new RpcFailure.Endpoint(Kind.BREAKER_OPEN, "breaker open"))
                .onFailure(RpcFailure.Endpoint.class)
                .invoke(this::restAfter);
    }

    Future<Void> close() {
        return exchange.close();
    }

    private Uni<Object> exchange(RpcRequest request, Function<JsonNode, ?> reader) {
        return Uni.createFrom()
                .completionStage(() -> {
                    long begun = System.nanoTime();
                    return exchange.post(encode(request), answer -> {
                                long took = System.nanoTime() - begun;
                                JsonNode result = answer.result(json, clock.instant());
                                latency.add(took);
                                return read(result, request, reader);
                            })
                            .toCompletionStage();
                })
                .onFailure(failure ->
                        request.isScan() && failure instanceof RpcFailure.Endpoint late && late.kind() == Kind.TIMEOUT)
                .transform(late -> new RpcFailure.Endpoint(Kind.SLOW_SCAN, String.valueOf(late.getMessage())));
    }

    private Object read(JsonNode result, RpcRequest request, Function<JsonNode, ?> reader) {
        long slot = result.path("context").path("slot").asLong(0);
        if (slot > 0 && request.tellsTheSlot() && isOfMeantChain()) {
            slots.saw(index, slot);
        }
        if (slot > 0 && slot < request.minContextSlot()) {
            throw new RpcFailure.Endpoint(
                    Kind.BEHIND, "answer of slot %d, wanted %d".formatted(slot, request.minContextSlot()));
        }
        try {
            return reader.apply(result);
        } catch (RuntimeException malformed) {
            throw new RpcFailure.Endpoint(
                    Kind.BAD_ANSWER,
                    "a result of %s that cannot be read: %s".formatted(request.method(), malformed.getMessage()));
        }
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
