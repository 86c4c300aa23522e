package dev.tidepool.session.session;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets sessions that events tell a change of. Who made the change has done so already, unless it died in between: then this
 * is what does.
 */
@ApplicationScoped
class SessionCacheEvents {

    private static final Set<String> CHANGES = Set.of("session:updated", "session:closed");

    private final EventSubscriber subscriber;
    private final SessionCache cache;
    private final String service;

    SessionCacheEvents(
            EventSubscriber subscriber,
            SessionCache cache,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.subscriber = subscriber;
        this.cache = cache;
        this.service = service;
    }

    void begin(@Observes StartupEvent started) {
        subscriber.subscribe(Channels.ofService(service), this::received);
    }

    private void received(Event event) {
        if (CHANGES.contains(event.type())) {
            SessionId id = SessionId.fromString(event.data().getString("sessionId"));
            cache.forget(event.organization(), id).subscribe().with(done -> {});
        }
    }
}
