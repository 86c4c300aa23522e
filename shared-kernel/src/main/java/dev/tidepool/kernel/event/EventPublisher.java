package dev.tidepool.kernel.event;

import dev.tidepool.kernel.metric.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts one event on this service's channel and into its rooms' streams, inside a span that continues the change's trace. */
@ApplicationScoped
class EventPublisher {

    private final ReactiveRedisDataSource redis;
    private final TraceContext traces;
    private final MeterRegistry metrics;
    private final OutboxConfig config;
    private final String channel;

    EventPublisher(
            ReactiveRedisDataSource redis,
            TraceContext traces,
            MeterRegistry metrics,
            OutboxConfig config,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.redis = redis;
        this.traces = traces;
        this.metrics = metrics;
        this.config = config;
        this.channel = Channels.ofService(service);
    }

    /** Succeeds once Redis took the event. */
    Uni<Void> publish(Event event) {
        Span span = traces.begin("publish", SpanKind.PRODUCER, event);
        Event traced = event.withTraceparent(TraceContext.traceparentOf(span).or(event::traceparent));
        return redis.execute("EVAL", PublishScript.arguments(channel, traced, config))
                .ifNoItem()
                .after(config.publishTimeout())
                .fail()
                .replaceWithVoid()
                .invoke(() -> count(event))
                .onTermination()
                .invoke(() -> span.end());
    }

    private void count(Event event) {
        metrics.counter(MetricNames.EVENTS_RELAYED, "outcome", "published").increment();
        metrics.timer(MetricNames.EVENT_RELAY_DELAY).record(Duration.between(event.time(), Instant.now()));
    }
}
