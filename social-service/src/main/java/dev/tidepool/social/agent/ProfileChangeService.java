package dev.tidepool.social.agent;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Changes what agents say of themselves, and lists agents by it. */
@ApplicationScoped
class ProfileChangeService {

    private static final Logger LOG = Logger.getLogger(ProfileChangeService.class);

    private final Pool pool;
    private final ProfileRepository profiles;
    private final AgentListService lists;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final AgentConfig limits;

    ProfileChangeService(
            Pool pool,
            ProfileRepository profiles,
            AgentListService lists,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            AgentConfig limits) {
        this.pool = pool;
        this.profiles = profiles;
        this.lists = lists;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
    }

    /** Fails with 400 naming a field, 403 for an agent that is not active. */
    Uni<Agent> change(AgentId id, ProfileRequest request) {
        ProfileChange change = ProfileChange.of(request, limits);
        return pool.withTransaction(transaction -> profiles.set(transaction, id, change)
                        .map(found -> found.orElseThrow(() -> new NotActive(id)))
                        .call(agent -> outbox.append(
                                transaction, AgentEvent.updated(ids.next(EventId::new), agent, DatabaseTime.now()))))
                .invoke(agent -> changed(agent.id()));
    }

    /** The time that the agent's last activity now has. Fails with 403 for an agent that is not active. */
    Uni<Instant> heartbeat(AgentId id) {
        Instant now = DatabaseTime.now();
        return profiles.seen(id, now)
                .invoke(active -> {
                    if (!active) {
                        throw new NotActive(id);
                    }
                })
                .replaceWith(now);
    }

    /** The latest registered first. Fails with 400 for a parameter. */
    Uni<AgentPage> recent(ListParameters parameters) {
        return lists.page("agents", parameters, profiles::recent);
    }

    /** Those that say they can do all of it, the latest registered first; all agents when nothing is asked for. */
    Uni<AgentPage> capable(List<String> given, ListParameters parameters) {
        if (given.isEmpty()) {
            return recent(parameters);
        }
        List<Capability> capabilities = Capability.all("capability", given, limits.maxCapabilities());
        String list = "agents:" + String.join(",", Capability.values(capabilities));
        return lists.page(list, parameters, slice -> profiles.capable(capabilities, slice));
    }

    private void changed(AgentId id) {
        relay.wake();
        LOG.infof("event=agent_updated agent=%s", id);
    }
}
