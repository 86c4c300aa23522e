package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventListener;
import dev.tidepool.kernel.event.EventSubscriber;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Takes services' security events into the trail. Each gateway hears of each event, and reads what it may have missed whenever it
 * has subscribed: an event is one entry however often it comes, since its id and its time are the entry's.
 */
@Singleton
class ServiceEvents implements EventListener {

    private static final Logger LOG = Logger.getLogger(ServiceEvents.class);
    private static final int PAGE = 200;

    private final EventSubscriber events;
    private final AuditTrail trail;
    private final Redis redis;

    ServiceEvents(EventSubscriber events, AuditTrail trail, Redis redis) {
        this.events = events;
        this.trail = trail;
        this.redis = redis;
    }

    void begin(@Observes StartupEvent started) {
        events.subscribe(Channels.ALL, this);
    }

    @Override
    public void received(Event event, long position) {
        if (event.isAudited()) {
            trail.take(entryOf(event).stream().toList());
        }
    }

    @Override
    public void resumed() {
        readFrom("-");
    }

    private void readFrom(String position) {
        redis.send(Request.cmd(Command.XRANGE)
                        .arg(Channels.streamOf(Event.AUDIT_ROOM))
                        .arg(position)
                        .arg("+")
                        .arg("COUNT")
                        .arg(PAGE))
                .map(answer -> StreamSupport.stream(
                                Objects.requireNonNull(answer).spliterator(), false)
                        .toList())
                .onSuccess(this::read)
                .onFailure(failure -> LOG.warnf("event=service_audit_unread reason=%s", failure.toString()));
    }

    private void read(List<Response> page) {
        trail.take(page.stream()
                .flatMap(entry -> entryOf(entry.get(1).get(1).toString()).stream())
                .toList());
        if (page.size() == PAGE) {
            // An id that is excluded.
            readFrom("(" + page.getLast().get(0));
        }
    }

    private static Optional<AuditEntry> entryOf(String envelope) {
        try {
            return entryOf(Event.ofJson(new JsonObject(envelope)));
        } catch (RuntimeException malformed) {
            LOG.warnf("event=service_audit_refused reason=%s", malformed.toString());
            return Optional.empty();
        }
    }

    private static Optional<AuditEntry> entryOf(Event event) {
        try {
            return Optional.of(
                    new AuditEntry(new AuditEntryId(event.id().value()), event.time(), SecurityEvent.ofService(event)));
        } catch (RuntimeException malformed) {
            LOG.warnf("event=service_audit_refused type=%s reason=%s", event.type(), malformed.toString());
            return Optional.empty();
        }
    }
}
