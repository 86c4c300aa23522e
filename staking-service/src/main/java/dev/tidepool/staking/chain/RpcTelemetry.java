package dev.tidepool.staking.chain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** A timing and a span for every attempt at an endpoint. Endpoints go by their place: a URL may hold a key. */
final class RpcTelemetry {

    private static final String CLUSTER = "cluster";

    private final MeterRegistry metrics;
    private final Tracer tracer;
    private final String cluster;

    RpcTelemetry(MeterRegistry metrics, Tracer tracer, String cluster) {
        this.metrics = metrics;
        this.tracer = tracer;
        this.cluster = cluster;
    }

    /** Whose calls these are. */
    String cluster() {
        return cluster;
    }

    <T> Uni<T> observe(int endpoint, String method, Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(metrics);
            Span span = start(endpoint, method);
            return call.get().onItemOrFailure().invoke((item, failure) -> finish(endpoint, sample, span, failure));
        });
    }

    /** A late read was asked of a second endpoint too. */
    void hedged() {
        metrics.counter("tidepool.staking.rpc.hedges", CLUSTER, cluster).increment();
    }

    /** And that one's answer was taken. */
    void hedgeWon() {
        metrics.counter("tidepool.staking.rpc.hedges.won", CLUSTER, cluster).increment();
    }

    /** What is known of an endpoint without asking it. */
    void watch(RpcEndpoint endpoint) {
        gauge(
                        "tidepool.staking.rpc.latency",
                        endpoint,
                        one -> one.latencySeconds().orElse(Double.NaN))
                .baseUnit("seconds")
                .description("Moving average of an endpoint's answers")
                .register(metrics);
        gauge("tidepool.staking.rpc.lag.slots", endpoint, one -> {
                    OptionalLong lag = one.slotLag();
                    return lag.isPresent() ? lag.getAsLong() : Double.NaN;
                })
                .description("Slots that an endpoint is at least behind the furthest")
                .register(metrics);
        gauge("tidepool.staking.rpc.well", endpoint, one -> one.state() == RpcEndpoint.State.WELL ? 1 : 0)
                .description("1: neither resting, nor broken, nor behind")
                .register(metrics);
    }

    private Gauge.Builder<RpcEndpoint> gauge(String name, RpcEndpoint endpoint, ToDoubleFunction<RpcEndpoint> value) {
        return Gauge.builder(name, endpoint, value)
                .tag(CLUSTER, cluster)
                .tag("endpoint", Integer.toString(endpoint.index()))
                .strongReference(true);
    }

    /** Only below a request's span: the background refresh would otherwise begin a trace every few seconds. */
    private Span start(int endpoint, String method) {
        if (!Span.current().getSpanContext().isValid()) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder("rpc " + method)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("rpc.system", "jsonrpc")
                .setAttribute("rpc.method", method)
                .setAttribute("tidepool.rpc.cluster", cluster)
                .setAttribute("tidepool.rpc.endpoint", endpoint)
                .startSpan();
    }

    private void finish(int endpoint, Timer.Sample sample, Span span, @Nullable Throwable failure) {
        String outcome = outcome(failure);
        sample.stop(Timer.builder("tidepool.staking.rpc")
                .description("Attempts at an RPC endpoint")
                .tag(CLUSTER, cluster)
                .tag("endpoint", Integer.toString(endpoint))
                .tag("outcome", outcome)
                .register(metrics));
        span.setAttribute("tidepool.rpc.outcome", outcome);
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, outcome);
        }
        span.end();
    }

    private static String outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "ok";
            case RpcFailure known -> known.outcome();
            case CircuitBreakerOpenException open -> "breaker_open";
            default -> "error";
        };
    }
}
