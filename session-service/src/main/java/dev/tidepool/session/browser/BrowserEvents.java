package dev.tidepool.session.browser;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** What is told of browsers, in their sessions' rooms: {@code browser:opened}, {@code :navigated}, {@code :closed}. */
@ApplicationScoped
class BrowserEvents {

    private static final Logger LOG = Logger.getLogger(BrowserEvents.class);

    private final TenantDatabase database;
    private final SessionEvents events;
    private final OutboxRelay relay;

    BrowserEvents(TenantDatabase database, SessionEvents events, OutboxRelay relay) {
        this.database = database;
        this.events = events;
        this.relay = relay;
    }

    Uni<Void> opened(OrganizationId organization, SessionId session, String subject) {
        return tell("browser:opened", organization, session, new JsonObject().put("by", subject));
    }

    /** The origin alone: paths and queries may hold secrets. */
    Uni<Void> navigated(OrganizationId organization, SessionId session, String subject, PageAddress address) {
        return tell(
                "browser:navigated",
                organization,
                session,
                new JsonObject().put("by", subject).put("origin", address.origin()));
    }

    /** Nobody waits for it: what is closed is closed. */
    void closed(OrganizationId organization, SessionId session, CloseReason reason) {
        tell("browser:closed", organization, session, new JsonObject().put("reason", reason.wireName()))
                .subscribe()
                .with(
                        told -> {},
                        failure -> LOG.warnf(
                                "event=browser_event_lost session=%s reason=%s", session, failure.toString()));
    }

    private Uni<Void> tell(String type, OrganizationId organization, SessionId session, JsonObject data) {
        return database.inTransaction(
                        organization,
                        transaction ->
                                events.append(transaction, type, organization, session, DatabaseTime.now(), data))
                .invoke(relay::wake);
    }
}
