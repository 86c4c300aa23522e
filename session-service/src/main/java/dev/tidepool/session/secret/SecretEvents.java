package dev.tidepool.session.secret;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** What is told of secrets, to the organisation's room and to the log: who set and deleted which, never what it is. */
@ApplicationScoped
class SecretEvents {

    private static final Logger LOG = Logger.getLogger(SecretEvents.class);

    private final Outbox outbox;
    private final Uuid7Generator ids;

    SecretEvents(Outbox outbox, Uuid7Generator ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    Uni<Void> set(SqlConnection transaction, Secret secret) {
        JsonObject data = new JsonObject()
                .put("name", secret.name().value())
                .put("by", secret.updatedBy())
                .put("hosts", new JsonArray(secret.hosts().hosts()));
        return append(transaction, "set", secret.organization(), secret.updatedAt(), data);
    }

    Uni<Void> deleted(
            SqlConnection transaction, OrganizationId organization, SecretName name, String by, Instant time) {
        return append(
                transaction,
                "deleted",
                organization,
                time,
                new JsonObject().put("name", name.value()).put("by", by));
    }

    private Uni<Void> append(
            SqlConnection transaction, String what, OrganizationId organization, Instant time, JsonObject data) {
        LOG.infof("event=secret_%s organization=%s data=%s", what, organization, data);
        Event event = Event.of(
                ids.next(EventId::new),
                "secret:" + what,
                organization,
                time,
                List.of("organization:" + organization),
                data);
        return outbox.append(transaction, event.audited());
    }
}
