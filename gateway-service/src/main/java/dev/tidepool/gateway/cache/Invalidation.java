package dev.tidepool.gateway.cache;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Drops what an event puts out of date, on every gateway, as the event comes. What is published while Redis is away is not
 * heard: then a kept answer is as old as its lifetime at most. What the gateway itself publishes it hears of without Redis.
 */
@Singleton
class Invalidation {

    private static final Logger LOG = Logger.getLogger(Invalidation.class);

    private final AnswerCache cache;
    private final EventSubscriber events;
    private final Instance<PublicDocument> documents;
    private final Counter dropped;

    Invalidation(AnswerCache cache, EventSubscriber events, Instance<PublicDocument> documents, MeterRegistry metrics) {
        this.cache = cache;
        this.events = events;
        this.documents = documents;
        this.dropped = metrics.counter("tidepool.cache.dropped");
    }

    void begin(@Observes StartupEvent started) {
        events.subscribe(Channels.ALL, this::receive);
        documents.forEach(
                document -> document.whenChanged(() -> count(cache.forget(document.documentPath()), "document")));
    }

    private void receive(Event event) {
        String subject = event.type().substring(0, event.type().indexOf(':'));
        count(cache.drop(subject), subject);
    }

    private void count(int count, String subject) {
        if (count > 0) {
            dropped.increment(count);
            LOG.debugf("event=cache_dropped subject=%s answers=%d", subject, count);
        }
    }
}
