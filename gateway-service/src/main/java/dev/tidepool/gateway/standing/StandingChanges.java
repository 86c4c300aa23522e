package dev.tidepool.gateway.standing;

import dev.tidepool.gateway.announce.Announcements;
import dev.tidepool.gateway.apikey.ApiKeyVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Tells every gateway of a change, this one first. To be called after the change is committed. */
@ApplicationScoped
public class StandingChanges {

    private static final Logger LOG = Logger.getLogger(StandingChanges.class);
    private static final String CHANNEL = "tidepool:gateway:standing";

    private final Announcements announcements;
    private final Standings standings;
    private final ApiKeyVerifier keys;
    private final Event<StandingChange> here;
    private final MeterRegistry metrics;

    StandingChanges(
            Announcements announcements,
            Standings standings,
            ApiKeyVerifier keys,
            Event<StandingChange> here,
            MeterRegistry metrics) {
        this.announcements = announcements;
        this.standings = standings;
        this.keys = keys;
        this.here = here;
        this.metrics = metrics;
    }

    void begin(@Observes StartupEvent started) {
        announcements.listen(CHANNEL, this::heard, standings::forgetAll);
    }

    /** Completes even when Redis is away: the other gateways follow within the cache's lifetime. */
    public Uni<Void> announce(StandingChange change) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> apply(change))
                .chain(() -> announcements.publish(CHANNEL, change.wire()));
    }

    private void heard(String text) {
        metrics.counter("tidepool.standing.changes").increment();
        StandingChange.ofWire(text)
                .ifPresentOrElse(this::apply, () -> LOG.warnf("event=standing_change_unknown text=%s", text));
    }

    private void apply(StandingChange change) {
        switch (change) {
            case StandingChange.OrganizationEnded ended -> keys.forgetOrganization(ended.organization());
            case StandingChange.OrganizationChanged changed -> keys.forgetOrganization(changed.organization());
            case StandingChange.SessionEnded session -> {}
            case StandingChange.AccountEnded account -> {}
            case StandingChange.AccountChanged account -> {}
        }
        here.fire(change);
    }
}
