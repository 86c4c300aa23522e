package dev.tidepool.staking.validator;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.staking.chain.ByCluster;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.VoteAccount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Tells when the chain's validators are others than before, or are otherwise: {@code validator:updated}, of no organisation, in no
 * room, data: {@code {"validators":n,"cluster":name}}. Whoever keeps a copy of the list drops it then. Instances tell each for itself.
 */
@ApplicationScoped
class ValidatorChanges {

    private static final Logger LOG = Logger.getLogger(ValidatorChanges.class);

    private final Pool pool;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final Counter told;

    /** Empty until there is something to compare with. */
    private final ByCluster<AtomicReference<List<VoteAccount>>> known =
            new ByCluster<>(cluster -> new AtomicReference<>(List.of()));

    ValidatorChanges(Pool pool, Outbox outbox, OutboxRelay relay, Uuid7Generator ids, MeterRegistry metrics) {
        this.pool = pool;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.told = metrics.counter("tidepool.validators.changes");
    }

    /** To be called with every list that is read; the same list again costs nothing. Nobody waits for the telling. */
    @SuppressWarnings("ReferenceEquality") // Another list may be equal; the very same is.
    void read(Cluster cluster, List<VoteAccount> accounts) {
        List<VoteAccount> before = known.of(cluster).getAndSet(accounts);
        if (before != accounts && !before.isEmpty() && !new HashSet<>(before).equals(new HashSet<>(accounts))) {
            tell(cluster, accounts.size());
        }
    }

    private void tell(Cluster cluster, int validators) {
        Event event = Event.of(
                ids.next(EventId::new),
                "validator:updated",
                OrganizationId.NOBODY,
                Clock.systemUTC().instant(),
                List.of(),
                new JsonObject().put("validators", validators).put("cluster", cluster.name()));
        pool.withTransaction(transaction -> outbox.append(transaction, event))
                .subscribe()
                .with(
                        stored -> {
                            told.increment();
                            relay.wake();
                        },
                        failure -> LOG.warnf("event=validators_change_not_told reason=%s", failure.toString()));
    }
}
