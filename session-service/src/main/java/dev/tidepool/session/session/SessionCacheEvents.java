package dev.tidepool.session.session;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets sessions that events tell a change of. Who made the change has done so already, unless it died in between or did not
 * reach Redis: then this is what does. Busy sessions are forgotten once for many events.
 */
@ApplicationScoped
class SessionCacheEvents {

    private static final Set<String> CHANGES =
            Set.of("session:updated", "session:closed", "session:deleted", "message:created");

    private static final Duration GATHERED = Duration.ofMillis(100);

    private final EventSubscriber subscriber;
    private final SessionCache cache;
    private final Vertx vertx;
    private final String service;
    private final Set<SessionCache.Keys> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean gathering = new AtomicBoolean();

    SessionCacheEvents(
            EventSubscriber subscriber,
            SessionCache cache,
            Vertx vertx,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.subscriber = subscriber;
        this.cache = cache;
        this.vertx = vertx;
        this.service = service;
    }

    void begin(@Observes StartupEvent started) {
        subscriber.subscribe(Channels.ofService(service), this::received);
    }

    private void received(Event event) {
        if (CHANGES.contains(event.type())) {
            changed.add(new SessionCache.Keys(
                    event.organization(), SessionId.fromString(event.data().getString("sessionId"))));
            if (gathering.compareAndSet(false, true)) {
                vertx.setTimer(GATHERED.toMillis(), timer -> forgetAll());
            }
        }
    }

    private void forgetAll() {
        gathering.set(false);
        List<SessionCache.Keys> gathered = List.copyOf(changed);
        gathered.forEach(changed::remove);
        if (!gathered.isEmpty()) {
            cache.forget(gathered).subscribe().with(done -> {});
        }
    }
}
