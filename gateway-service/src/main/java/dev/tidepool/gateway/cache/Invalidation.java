package dev.tidepool.gateway.cache;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Drops what an event puts out of date, on every gateway, as the event comes. What is published while Redis is away is not
 * heard: then a kept answer is as old as its lifetime at most.
 */
@Singleton
class Invalidation {

    private static final Logger LOG = Logger.getLogger(Invalidation.class);

    private final AnswerCache cache;
    private final EventSubscriber events;
    private final Counter dropped;

    Invalidation(AnswerCache cache, EventSubscriber events, MeterRegistry metrics) {
        this.cache = cache;
        this.events = events;
        this.dropped = metrics.counter("tidepool.cache.dropped");
    }

    void begin(@Observes StartupEvent started) {
        events.subscribe(Channels.ALL, this::receive);
    }

    private void receive(Event event) {
        int count = cache.drop(event.type().substring(0, event.type().indexOf(':')));
        if (count > 0) {
            dropped.increment(count);
            LOG.debugf("event=cache_dropped type=%s answers=%d", event.type(), count);
        }
    }
}
