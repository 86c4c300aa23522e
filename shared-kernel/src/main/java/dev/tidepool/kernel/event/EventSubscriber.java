package dev.tidepool.kernel.event;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.metric.MetricNames;
import dev.tidepool.kernel.redis.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Hands events from Redis to a listener, each id once, inside a span that continues the event's trace, and subscribes again
 * when the connection is lost. Events published meanwhile are not replayed here: the listener is told and can read the rooms'
 * streams.
 */
@ApplicationScoped
public class EventSubscriber {

    private static final Logger LOG = Logger.getLogger(EventSubscriber.class);

    /** Repeats come within a relay's retry, seconds apart; the size bounds memory to a few megabytes. */
    private static final Duration REMEMBER = Duration.ofMinutes(5);

    private static final int REMEMBERED_IDS = 50_000;
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final Subscriptions subscriptions;
    private final TraceContext traces;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final Map<String, EventListeners> patterns = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    EventSubscriber(Subscriptions subscriptions, TraceContext traces, MeterRegistry metrics, Vertx vertx) {
        this.subscriptions = subscriptions;
        this.traces = traces;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** As the other, for who needs the events only. */
    public void subscribe(String pattern, Consumer<Event> listener) {
        subscribe(pattern, (event, position) -> listener.accept(event));
    }

    /** Starts listening to a channel pattern for the life of the process. */
    public void subscribe(String pattern, EventListener listener) {
        patterns.computeIfAbsent(pattern, this::subscribed).add(listener);
    }

    private EventListeners subscribed(String pattern) {
        EventListeners listeners = new EventListeners();
        Cache<EventId, Boolean> seen = LocalCaches.newBuilder()
                .maximumSize(REMEMBERED_IDS)
                .expireAfterWrite(REMEMBER)
                .build();
        connect(new Subscription(pattern, text -> receive(text, seen, listeners), listeners), FIRST_RETRY);
        return listeners;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private record Subscription(String pattern, Consumer<String> handler, EventListener listener) {}

    private void connect(Subscription subscription, Duration retry) {
        AtomicBoolean subscribed = new AtomicBoolean();
        subscriptions.listen(
                subscription.pattern(),
                subscription.handler(),
                () -> {
                    subscribed.set(true);
                    LOG.infof("event=subscribed pattern=%s", subscription.pattern());
                    subscription.listener().resumed();
                },
                reason -> {
                    if (!stopping) {
                        reconnect(subscription, subscribed.get() ? FIRST_RETRY : retry, reason);
                    }
                });
    }

    private void reconnect(Subscription subscription, Duration retry, String reason) {
        LOG.warnf(
                "event=subscription_lost pattern=%s retry_ms=%d reason=%s",
                subscription.pattern(), retry.toMillis(), reason);
        subscription.listener().interrupted();
        Duration doubled = retry.multipliedBy(2);
        Duration next = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
        vertx.setTimer(retry.toMillis(), timer -> connect(subscription, next));
    }

    private void receive(String text, Cache<EventId, Boolean> seen, EventListener listener) {
        Optional<Received> received = parse(text);
        if (received.isEmpty()) {
            count("malformed");
        } else if (seen.asMap().putIfAbsent(received.get().event().id(), true) != null) {
            count("repeated");
        } else {
            deliver(received.get(), listener);
        }
    }

    private record Received(Event event, long position) {}

    private static Optional<Received> parse(String text) {
        try {
            JsonObject json = new JsonObject(text);
            return Optional.of(new Received(Event.ofJson(json), json.getLong("position", 0L)));
        } catch (RuntimeException malformed) {
            LOG.warnf("event=event_malformed reason=%s", malformed.toString());
            return Optional.empty();
        }
    }

    private void deliver(Received received, EventListener listener) {
        Span span = traces.begin("receive", SpanKind.CONSUMER, received.event());
        try (Scope ignored = span.makeCurrent()) {
            listener.received(received.event(), received.position());
            count("handled");
        } finally {
            span.end();
        }
    }

    private void count(String outcome) {
        metrics.counter(MetricNames.EVENTS_RECEIVED, "outcome", outcome).increment();
    }
}
