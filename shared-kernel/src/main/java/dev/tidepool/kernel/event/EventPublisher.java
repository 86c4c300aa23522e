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
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts events on this service's channel and into their rooms' streams, inside spans that continue the changes' traces. */
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

    /** An event on its way, with the span of its publication. */
    private record Leaving(Event event, Span span) {}

    /** Succeeds once Redis took the events. They are few: Redis does nothing else meanwhile. */
    Uni<Void> publish(List<Event> events) {
        List<Leaving> leaving = events.stream().map(this::begin).toList();
        List<Event> traced = leaving.stream().map(Leaving::event).toList();
        return redis.execute("EVAL", PublishScript.arguments(channel, traced, config))
                .ifNoItem()
                .after(config.publishTimeout())
                .fail()
                .replaceWithVoid()
                .invoke(() -> events.forEach(this::count))
                .onTermination()
                .invoke(() -> leaving.forEach(each -> each.span().end()));
    }

    private Leaving begin(Event event) {
        Span span = traces.begin("publish", SpanKind.PRODUCER, event);
        return new Leaving(
                event.withTraceparent(TraceContext.traceparentOf(span).or(event::traceparent)), span);
    }

    private void count(Event event) {
        metrics.counter(MetricNames.EVENTS_RELAYED, "outcome", "published").increment();
        metrics.timer(MetricNames.EVENT_RELAY_DELAY).record(Duration.between(event.time(), Instant.now()));
    }
}
