package dev.tidepool.kernel.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidepool.kernel.metric.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Hands events from Redis to a listener, each id once, inside a span that continues the event's trace, and subscribes again
 * when the connection is lost. Events published while Redis was away are not replayed here: state is read from its service.
 */
@ApplicationScoped
public class EventSubscriber {

    private static final Logger LOG = Logger.getLogger(EventSubscriber.class);

    /** Repeats come within a relay's retry, seconds apart; the size bounds memory to a few megabytes. */
    private static final Duration REMEMBER = Duration.ofMinutes(5);

    private static final int REMEMBERED_IDS = 50_000;
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final ReactiveRedisDataSource redis;
    private final TraceContext traces;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private volatile boolean stopping;

    EventSubscriber(ReactiveRedisDataSource redis, TraceContext traces, MeterRegistry metrics, Vertx vertx) {
        this.redis = redis;
        this.traces = traces;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** Starts listening to a channel pattern for the life of the process. The listener must not block. */
    public void subscribe(String pattern, Consumer<Event> listener) {
        Cache<EventId, Boolean> seen = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_IDS)
                .expireAfterWrite(REMEMBER)
                .build();
        connect(pattern, text -> receive(text, seen, listener), FIRST_RETRY);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void connect(String pattern, Consumer<String> handler, Duration retry) {
        // The client reports one loss as an end, a failure or both: reconnect once.
        AtomicBoolean lost = new AtomicBoolean();
        AtomicBoolean subscribed = new AtomicBoolean();
        Consumer<String> reconnect = reason -> {
            if (!stopping && lost.compareAndSet(false, true)) {
                reconnect(pattern, handler, subscribed.get() ? FIRST_RETRY : retry, reason);
            }
        };
        redis.pubsub(String.class)
                .subscribeToPattern(
                        pattern,
                        handler,
                        () -> reconnect.accept("connection ended"),
                        failure -> reconnect.accept(failure.toString()))
                .subscribe()
                .with(
                        subscriber -> {
                            subscribed.set(true);
                            LOG.infof("event=subscribed pattern=%s", pattern);
                        },
                        failure -> reconnect.accept(failure.toString()));
    }

    private void reconnect(String pattern, Consumer<String> handler, Duration retry, String reason) {
        LOG.warnf("event=subscription_lost pattern=%s retry_ms=%d reason=%s", pattern, retry.toMillis(), reason);
        Duration doubled = retry.multipliedBy(2);
        Duration next = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
        vertx.setTimer(retry.toMillis(), timer -> connect(pattern, handler, next));
    }

    private void receive(String text, Cache<EventId, Boolean> seen, Consumer<Event> listener) {
        Optional<Event> event = parse(text);
        if (event.isEmpty()) {
            count("malformed");
        } else if (seen.asMap().putIfAbsent(event.get().id(), true) != null) {
            count("repeated");
        } else {
            deliver(event.get(), listener);
        }
    }

    private static Optional<Event> parse(String text) {
        try {
            return Optional.of(Event.ofJson(new JsonObject(text)));
        } catch (RuntimeException malformed) {
            LOG.warnf("event=event_malformed reason=%s", malformed.toString());
            return Optional.empty();
        }
    }

    private void deliver(Event event, Consumer<Event> listener) {
        Span span = traces.begin("receive", SpanKind.CONSUMER, event);
        try (Scope ignored = span.makeCurrent()) {
            listener.accept(event);
            count("handled");
        } finally {
            span.end();
        }
    }

    private void count(String outcome) {
        metrics.counter(MetricNames.EVENTS_RECEIVED, "outcome", outcome).increment();
    }
}
