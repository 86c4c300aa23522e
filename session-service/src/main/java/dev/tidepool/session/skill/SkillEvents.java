package dev.tidepool.session.skill;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** What is told of an organisation's skills, to its room and to the log: who changed what may be executed. */
@ApplicationScoped
class SkillEvents {

    private static final Logger LOG = Logger.getLogger(SkillEvents.class);

    private final Outbox outbox;
    private final Uuid7Generator ids;

    SkillEvents(Outbox outbox, Uuid7Generator ids) {
        this.outbox = outbox;
        this.ids = ids;
    }

    /** Stores {@code skill:<what>} with the change of the transaction. */
    Uni<Void> append(
            SqlConnection transaction,
            String what,
            OrganizationId organization,
            SkillName name,
            String by,
            Instant time,
            JsonObject data) {
        LOG.infof("event=skill_%s skill=%s organization=%s by=%s data=%s", what, name, organization, by, data);
        JsonObject all =
                new JsonObject().put("skill", name.value()).put("by", by).mergeIn(data);
        Event event = Event.of(
                ids.next(EventId::new),
                "skill:" + what,
                organization,
                time,
                List.of("organization:" + organization),
                all);
        return outbox.append(transaction, event);
    }
}
