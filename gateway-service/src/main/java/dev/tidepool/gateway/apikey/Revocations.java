package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.announce.Announcements;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Tells every gateway that a key's text ends, at once, so that none remembers it. To be called after the commit. */
@ApplicationScoped
class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final String CHANNEL = "tidepool:gateway:revoked-keys";

    private final Announcements announcements;
    private final ApiKeyVerifier verifier;
    private final Event<KeyEnds> here;

    Revocations(Announcements announcements, ApiKeyVerifier verifier, Event<KeyEnds> here) {
        this.announcements = announcements;
        this.verifier = verifier;
        this.here = here;
    }

    /** What was announced while nobody listened is unknown: everything is looked up anew. */
    void begin(@Observes StartupEvent started) {
        announcements.listen(CHANNEL, this::heard, verifier::forgetAll);
    }

    /** The same of several texts that ended just now. */
    Uni<Void> announceEnded(List<String> hashes) {
        Instant now = Instant.now();
        return announce(hashes.stream().map(hash -> new KeyEnds(hash, now)).toList());
    }

    /** Completes even when Redis is away: this gateway forgets the key, the others within the cache's lifetime. */
    Uni<Void> announce(KeyEnds ends) {
        return announce(List.of(ends));
    }

    /** All of them end here before anybody is waited for. */
    private Uni<Void> announce(List<KeyEnds> all) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> all.forEach(this::apply))
                .chain(() -> announcements.publish(
                        CHANNEL, all.stream().map(KeyEnds::wire).toList()));
    }

    private void apply(KeyEnds ends) {
        verifier.forget(ends.hash());
        here.fire(ends);
    }

    private void heard(String wire) {
        KeyEnds.ofWire(wire).ifPresentOrElse(this::apply, () -> LOG.warnf("event=revocation_malformed text=%s", wire));
    }
}
