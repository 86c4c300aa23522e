package dev.tidepool.social.owner;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AgentKeyService;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.agent.RelayedHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Gets agents new keys from the gateway, on their own word or their owner's. */
@ApplicationScoped
class KeyService {

    private static final Logger LOG = Logger.getLogger(KeyService.class);
    private static final String CHANGES = "tidepool.social.key.changes";

    private final Pool pool;
    private final OwnerRepository owners;
    private final OwnerTokenGenerator tokens;
    private final AuthorService authors;
    private final AgentKeyService keys;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    KeyService(
            Pool pool,
            OwnerRepository owners,
            OwnerTokenGenerator tokens,
            AuthorService authors,
            AgentKeyService keys,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.owners = owners;
        this.tokens = tokens;
        this.authors = authors;
        this.keys = keys;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** The key before works on for the gateway's grace. Fails with 409 while one is in it, 503 when the gateway gives none. */
    Uni<KeyView> rotate(AgentId agent, RelayedHeaders headers) {
        return pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(author -> outbox.append(
                                transaction, OwnerEvent.keyRotated(ids.next(EventId::new), author, DatabaseTime.now())))
                        .chain(() -> keys.rotate(agent, headers)))
                .invoke(key -> done("rotated", agent))
                .map(KeyView::rotated);
    }

    /**
     * What worked before stops at once, and the owner's token with it. The token stays good if anything fails, so that the owner
     * may try again. Fails with 401 for an unknown token, 503 when the gateway gives no key.
     */
    Uni<KeyView> recover(RecoveryRequest request, RelayedHeaders headers) {
        String given = request.ownerToken();
        if (given == null || given.isEmpty()) {
            throw Problem.invalidField("owner_token", "Give the owner token that the claim showed.");
        }
        OwnerToken next = tokens.next();
        return pool.withTransaction(transaction -> owners.lockByToken(transaction, Sha256.hex(given))
                        .map(found -> found.orElseThrow(KeyService::unknown))
                        .chain(owned -> replace(transaction, owned, next, headers)))
                .map(key -> KeyView.recovered(key, next));
    }

    private Uni<String> replace(SqlConnection transaction, Claimable owned, OwnerToken next, RelayedHeaders headers) {
        AgentId agent = owned.agent().id();
        return owners.token(transaction, agent, next)
                .chain(() -> outbox.append(
                        transaction,
                        OwnerEvent.keyRecovered(ids.next(EventId::new), owned.agent(), DatabaseTime.now())))
                .chain(() -> keys.recover(agent, headers))
                .invoke(key -> done("recovered", agent));
    }

    private static Problem unknown() {
        return Problem.of(
                OwnerError.OWNER_TOKEN_UNKNOWN, "No agent has this owner token. Each is good for one new key.");
    }

    private void done(String action, AgentId agent) {
        relay.wake();
        metrics.counter(CHANGES, "action", action).increment();
        LOG.infof("event=agent_key_%s agent=%s", action, agent);
    }
}
