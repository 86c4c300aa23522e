package dev.tidepool.session.browser;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The open browsers of this instance: one for each session at most, and only so many. */
@ApplicationScoped
class Browsers {

    private static final Logger LOG = Logger.getLogger(Browsers.class);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Chromium chromium;
    private final EgressProxy egress;
    private final BrowserConfig config;
    private final BrowserMetrics metrics;
    private final BrowserEvents events;
    private final Map<SessionId, Place> places = new ConcurrentHashMap<>();

    Browsers(
            Chromium chromium, EgressProxy egress, BrowserConfig config, BrowserMetrics metrics, BrowserEvents events) {
        this.chromium = chromium;
        this.egress = egress;
        this.config = config;
        this.metrics = metrics;
        this.events = events;
    }

    /** A session's place among the open ones. */
    sealed interface Place {

        OrganizationId organization();

        /** Its browser is about to be opened. */
        record Taken(OrganizationId organization) implements Place {}

        record Used(OrganizationId organization, SessionBrowser browser) implements Place {}
    }

    /** The session's open browser. Nothing when there is none, or when it is another organisation's. */
    Optional<SessionBrowser> find(OrganizationId organization, SessionId session) {
        return places.get(session) instanceof Place.Used used
                        && used.organization().equals(organization)
                ? Optional.of(used.browser())
                : Optional.empty();
    }

    List<Place.Used> all() {
        return places.values().stream()
                .filter(Place.Used.class::isInstance)
                .map(Place.Used.class::cast)
                .toList();
    }

    /**
     * Opens one for a session that has none. Fails with 429 or 503 when no more may be open. Once begun it is seen through,
     * whoever still waits for it: half of one would be left open otherwise.
     */
    Uni<SessionBrowser> open(OrganizationId organization, SessionId session, HostRules hosts) {
        Place.Taken taken = take(organization, session);
        Uni<SessionBrowser> opening = chromium.connect()
                .chain(connection -> begin(session, connection, hosts))
                .invoke(browser -> use(taken, browser))
                .onFailure()
                .invoke(failure -> leave(session, taken))
                .memoize()
                .indefinitely();
        opening.subscribe().with(browser -> {}, failure -> {});
        return opening;
    }

    private Uni<SessionBrowser> begin(SessionId session, CdpConnection connection, HostRules hosts) {
        return egress.open(hosts)
                .onFailure()
                .invoke(connection::close)
                .chain(gate -> SessionBrowser.open(session, connection, gate, config, DatabaseTime.now())
                        .ifNoItem()
                        .after(config.openTimeout())
                        .failWith(this::fellSilent))
                .invoke(chromium::answered);
    }

    private Problem fellSilent() {
        chromium.fellSilent();
        return Problem.of(
                        BrowserError.BROWSER_TIMEOUT,
                        "The browser did not open within " + config.openTimeout() + ". Try again.")
                .retryAfter(Duration.ofSeconds(5));
    }

    private synchronized Place.Taken take(OrganizationId organization, SessionId session) {
        if (places.containsKey(session)) {
            throw Problem.of(
                    BrowserError.BROWSER_BUSY, "The session's browser is being opened. Wait for that to be answered.");
        }
        long own = places.values().stream()
                .filter(place -> place.organization().equals(organization))
                .count();
        if (own >= config.maxBrowsersPerOrganization()) {
            throw Problem.of(
                            BrowserError.BROWSER_LIMIT_REACHED,
                            "The organisation has " + own + " open browsers, and may have no more. Close one.")
                    .retryAfter(RETRY);
        }
        if (places.size() >= config.maxBrowsers()) {
            throw Problem.of(
                            BrowserError.BROWSER_UNAVAILABLE,
                            "All " + config.maxBrowsers() + " browsers of this server are in use. Try again later.")
                    .retryAfter(RETRY);
        }
        Place.Taken taken = new Place.Taken(organization);
        places.put(session, taken);
        return taken;
    }

    private void use(Place.Taken taken, SessionBrowser browser) {
        if (!places.replace(browser.session(), taken, new Place.Used(taken.organization(), browser))) {
            browser.close();
            throw Problem.of(BrowserError.BROWSER_NOT_OPEN, "The browser was closed while it was being opened.");
        }
        metrics.open(places.size());
        browser.whenEnded(() -> close(browser, CloseReason.CRASHED));
    }

    private void leave(SessionId session, Place.Taken taken) {
        places.remove(session, taken);
        metrics.open(places.size());
    }

    /** Whatever the session has open, or is opening. */
    void close(SessionId session, CloseReason reason) {
        switch (places.get(session)) {
            case Place.Used used -> close(used.browser(), reason);
            case Place.Taken taken -> leave(session, taken);
            case null -> {}
        }
    }

    /** Closes it, unless that has happened. */
    void close(SessionBrowser browser, CloseReason reason) {
        if (places.get(browser.session()) instanceof Place.Used used
                && used.browser() == browser
                && places.remove(browser.session(), used)) {
            browser.close();
            metrics.open(places.size());
            metrics.closed(reason.wireName());
            LOG.infof(
                    "event=browser_closed session=%s organization=%s reason=%s",
                    browser.session(), used.organization(), reason.wireName());
            events.closed(used.organization(), browser.session(), reason);
        }
    }
}
